// The port of a language: what its folder says of paths, lines, code and manifests, whatever repository they are in.

import type { Telltale } from "../../src/domain/proof.ts";
import type { TreeView } from "../workspace/workspace.ts";
import type { Registrations, TestPrograms } from "./registrations.ts";

/** What a path says in this language. Each expression is tried on whole paths, with `/` between folders. */
export type Files = {
  /** Code that a person reads and writes, by its ending. */
  code: RegExp;
  /** Test files. `generic/` has the names that mean tests in any language. */
  tests?: readonly RegExp[];
  /** Other files that names of tests would fit: in this language, those names mean something else. */
  notTests?: readonly RegExp[];
  /** Files that an import of their folder brings. The folder's name says what they are about. */
  standsForFolder?: RegExp;
  /** Other files whose names say nothing; the folder's name says what they are about. */
  namedByFolder?: RegExp;
  /** In the root: names the code that the package offers. */
  offers?: RegExp;
  /** Packages of other people, in the repository's own folders. */
  installed?: RegExp;
  /** Other files that nobody wrote by hand in this repository: built or generated. */
  generated?: RegExp;
  /** Code that a build or a generator makes of other files, by names that mean nothing else. */
  built?: RegExp;
  /**
   * Patterns of gitignore: lockfiles, and settings of package clients and test runners. They decide what runs on other
   * machines, so a patch may change one only where the repository's rules allow it.
   */
  protected?: readonly string[];
  /**
   * Patterns of gitignore: what tools leave in any repository, under names that mean nothing else. Names that may be
   * somebody's own (`build/`, `coverage/`) are not among them.
   */
  leavings?: readonly string[];
  /**
   * Names, as patterns of a shell, of what a build never makes for tests: packages of set-up, and settings that runners
   * and package clients read wherever they find them.
   */
  stays?: readonly string[];
  /** Output that tests expect. */
  snapshots?: RegExp;
  /** What a runner of tests or the language loads in place of its own: a file of its name in a folder that is searched first. */
  shadows?: RegExp;
  /** What code reads while it runs: texts, settings, queries, templates. */
  data?: RegExp;
  /** Files that often only declare: of such a file, a coverage tool says nothing. */
  declares?: RegExp;
  /** Holds the commands that checks are made of. */
  commands?: RegExp;
  /** Decides how tests are run. */
  testSettings?: RegExp;
  /** Build files that decide it, too, but for lines that only name sources and tests. */
  registrations?: readonly Registrations[];
  testPrograms?: readonly TestPrograms[];
  /** Documents and data that no program includes, sources or runs. */
  inert?: RegExp;
  /** Decides what linters and type checkers report. */
  lintSettings?: RegExp;
};

/** What a line says in this language. Each expression is tried on one line, without its end. */
export type Words = {
  /** Skips a test, or lets it run alone. */
  skips?: RegExp;
  asserts?: RegExp;
  /** Compares exactly. */
  strict?: RegExp;
  /** Compares less than exactly. */
  loose?: RegExp;
  /** The more digits a comparison has, the stricter it is. The number is the only group; all flags are `g` and `i`. */
  digits?: readonly RegExp[];
  /** The greater the difference that is allowed, the looser is the comparison. Groups and flags as for `digits`. */
  differences?: readonly RegExp[];
  /** The more time a test has, the less it asks. Groups and flags as for `digits`. */
  times?: readonly RegExp[];
  /** Expected output that stands in the test itself. */
  inlineSnapshot?: RegExp;
  /** An option or a piece of shell that lets a check pass that would fail. */
  lenient?: RegExp;
  /** A comment that silences a linter, a type checker or a coverage tool. */
  silences?: RegExp;
  /** A declaration, a comment or a call that only logs: a change of it is nothing that a test could notice. */
  idle?: RegExp;
  /** Brings names from another file. The line is tried without the spaces before it. */
  brings?: RegExp;
  /** Words before the place that a line brings names from, where it is in no quotes; a bar between two. */
  bringsFrom?: string;
  /** Names of functions that find other code by a text, with a bar between two. */
  loads?: string;
  /** Words of values, with a bar between two. */
  values?: string;
  /** Makes or sets a value that outlives a call: with one, a test can leave something for another. */
  outlives?: RegExp;
  /** Names of functions that compare their operands, as expressions with a bar between two. */
  compares?: string;
  /** Words by which code decides. This and what follows are expressions with a bar between two. */
  decides?: string;
  /** Names of functions that decide or compare, or that call another function by its name. */
  decidesBy?: string;
  /** Words that stand for a default where there is nothing. */
  defaults?: string;
  /** Names of functions and signs that round. */
  rounds?: string;
  /** Parts of a date, and names of functions that give one. */
  dateParts?: string;
  /** Calls and signs that keep the first characters of a text, or that replace what an expression finds in it. */
  cuts?: string;
  /** Calls for a number between 0 and 1, or for a name that nobody has: nothing is chosen by them. */
  plainLuck?: string;
  /** Stands before a text in quotes in which braces hold code. */
  templates?: string;
  /** Words in small letters, with a bar between two, that are no names. */
  keywords?: string;
};

/**
 * What code says that asks who is looking or could alter the judge, by what it is about. Each expression is tried on the
 * added lines of one hunk at once, so a name and its dot may stand on different lines. Better too much than too little:
 * what is found is named to a person, and not proven by what it answers.
 */
export type Asks = Partial<Record<Telltale, RegExp>>;

/** Tests that stand in a file with the code they test. */
export type InlineTests = {
  /** The paths of files that may hold both. */
  files: RegExp;
  /** Where tests stand, or could stand, in their order; no place overlaps another. Total. */
  places(text: string): InlinePlace[];
  /** What a report calls tests that stand in documentation; left out: nothing in their names tells them. */
  called?: RegExp;
  /** Whether the repository runs such tests. Left out: whatever runs its tests runs these. */
  areRun?(tree: TreeView): Promise<boolean>;
};

/** `from`, `to`: a part of the text, empty where nothing stands. */
export type InlinePlace = {
  /** What it belongs to, by a name that is the same in another version of the file, and that no other place there has. */
  owner: string;
  from: number;
  to: number;
  /** Tests stand there. */
  isTest: boolean;
};

/** How a file is read for its symbols. The grammars are those of `@vscode/tree-sitter-wasm`. */
export type Grammar = {
  /** As the grammar's file is named: `tree-sitter-<name>.wasm`. */
  name: string;
  /** The paths it reads; of several grammars for one path, the first in the list of toolchains. */
  files: RegExp;
  /**
   * Each match is a symbol or a `@comment`. A symbol is the whole definition under its kind (`@function`, `@method`,
   * `@class`, `@type`, `@constant` or `@module`), with its name under `@name`.
   */
  query: string;
  /** Matches the line of a constant that only takes in other code: it is no symbol of this file. Left out: none does. */
  takesIn?: RegExp;
};

/** How a function is emptied, so that it returns at once whatever it did. */
export type Emptying = {
  /** The name of its grammar, the paths it reads, and a query: each match is a `@function` with its `@block` or `@value`. */
  grammar: Pick<Grammar, "name" | "query">;
  files: RegExp;
  /**
   * The statement that goes first into a body, or null where no value of that type is known. What stands behind it stays,
   * because a compiler may object to names that nothing uses.
   */
  statement(of: { name: string | null; result: string | null }): string | null;
  /** What stands in the place of an expression that is a body. */
  value?: string;
  /** A query: each match is code that says something to a checker of types alone. Left out where there is no such code. */
  types?: string;
};

/** How a language leaves parts out of what is built. */
export type Builds = {
  /**
   * Parts of a file may be left out, and `by` matches each line at which such a part begins or ends. `error` is a line that
   * no build accepts, and that says nothing in a part that is left out; it may stand wherever a statement or a definition
   * may. Without `divided`, a file is built whole or not at all.
   */
  divided?: { by: RegExp; error: string };
  /**
   * The condition under which a line (1-based) of a file is built, as it stands in the code, and a command of the project
   * that builds under it, as far as manifests say. Null: no condition is seen.
   */
  under?(
    at: { path: string; text: string; line: number },
    tree: TreeView,
  ): Promise<{ condition: string; command: string | null } | null>;
};

/** A manifest in which scripts have names. */
export type ScriptFile = {
  /** The program that runs them, as people type it. */
  tool: string;
  /** Matches the manifest's path. */
  files: RegExp;
  /** The scripts in these lines of it that the tool runs without being asked, or for its `test` command. Total. */
  unasked(lines: readonly string[]): Script[];
  /** A line of it that decides how tests are run. */
  decidesTests: RegExp;
};

export type Script = { name: string; command: string; isOfTests: boolean };
