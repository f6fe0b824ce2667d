// The port of a kind of project: how it is recognised, set up and checked, and what is known of its language.
import type { Check } from "../../src/domain/evidence.ts";
import type { Change } from "../../src/domain/patch.ts";
import type { Reading } from "../diagnostics/index.ts";
import type { TreeView } from "../workspace/workspace.ts";
import type { CoverageTool } from "./coverage.ts";

export type { TreeView };

/** What a run needs to know about the repository in front of it. */
export type Project = {
  /** The name of the toolchain that recognised it; `custom` where only the repository's rules know it. */
  toolchain: string;
  image: string;
  setup: string[];
  /**
   * Matches the path of each repository file that set-up reads. What set-up leaves may serve another commit where these
   * files are the same. Null: set-up may read any file, as a command that builds the project does.
   */
  setupReads: RegExp | null;
  checks: Check[];
  /**
   * Patterns of gitignore: what tools leave in the repository. Such files are in no patch. A toolchain names what this
   * tree adds to `Files.leavings`.
   */
  leavings: string[];
  /** Whether each test check builds what it tests; otherwise the build checks run before it. */
  testsBuild: boolean;
  /** The tool that watches the tests of `checks`; null: none is known for how they are run. */
  coverage: CoverageTool | null;
  /**
   * The checks of only the packages that a change touches, with the names they have in `checks`. A check that fails here
   * shows a fault sooner; one that passes proves nothing. Null: no smaller set of checks stands for the change. Pure.
   */
  narrow(touched: readonly Touched[]): Check[] | null;
  /** Exact host:port pairs set-up may reach, as the rules name them. */
  registries: string[];
  /**
   * Used where the rules name no registry: a command that makes the package client print where it would go. It runs in a
   * sandbox without network; set-up may reach each address it prints. Null: the client cannot tell.
   */
  askRegistries: string | null;
  /** Reads a check's output. Total: no input makes it throw or hang. */
  read(check: Check, output: string): Reading;
};

/** What a toolchain says of a tree. A null image stands for that of the language which most files of the tree are in. */
export type Recognised = Omit<Project, "toolchain" | "image" | "registries" | "read"> & {
  image: string | null;
};

export type Touched = Pick<Change, "path" | "kind">;

/**
 * A kind of project, and all that is known of its language. `recognise` decides about one tree; everything else holds for
 * any repository, because one repository may hold several languages. A part left out says nothing.
 */
export type Toolchain = {
  name: string;
  /**
   * The sandbox image of the language, made from `image/` in its folder. Left out: the image that every other stands on.
   */
  image?: string;
  /** Null: not this kind of project. */
  recognise(tree: TreeView): Promise<Recognised | null>;
  /**
   * The coverage tool for test commands that the repository's rules name, at least one. Their texts are all there is to
   * read. Null: no tool is known for one of them.
   */
  coverageOf?(commands: readonly string[]): CoverageTool | null;
  /** A command that installs what manifests name, and reads nothing else; options are cut off its end. */
  installs?: RegExp;
  files?: Files;
  words?: Words;
  syntax?: Syntax;
  inlineTests?: InlineTests;
  grammars?: readonly Grammar[];
  scriptFile?: ScriptFile;
};

/** What a path says in this language. Each expression is tried on whole paths, with `/` between folders. */
export type Files = {
  /** Code that a person reads and writes, by its ending. */
  code: RegExp;
  /** Test files. `generic/` has the names that mean tests in any language. */
  tests?: readonly RegExp[];
  /** Files that stand for their folder, whose name says what they are about. */
  namedByFolder?: RegExp;
  /** Packages of other people, in the repository's own folders. */
  installed?: RegExp;
  /** Other files that nobody wrote by hand in this repository: built or generated. */
  generated?: RegExp;
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
  /** Output that tests expect. */
  snapshots?: RegExp;
  /** Holds the commands that checks are made of. */
  commands?: RegExp;
  /** Decides how tests are run. */
  testSettings?: RegExp;
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
  /** Words in small letters, with a bar between two, that are no names. */
  keywords?: string;
};

/** How code is written, as far as a small textual change of a line needs to know. */
export type Syntax = {
  /** Matches a comment up to the end of its line. */
  comment: RegExp;
  /** Swaps besides those that hold in every language. */
  swaps?: readonly Swap[];
  /** A line that only begins a block under a condition. Groups: what stands before it, the condition, what stands behind. */
  condition: RegExp;
  negated(condition: string): string;
  /** What any function may return without a compiler's objection; left out where there is no such value. */
  nothing?: string;
  /** A statement that does nothing; empty where no statement may stand. */
  noStatement: string;
  /** Whether the end of a line ends a statement; otherwise a semicolon does. */
  endsWithLine: boolean;
};

/** The first match becomes another text. */
export type Swap = readonly [pattern: RegExp, to: (found: string) => string];

/** Tests that stand at the end of the file with the code they test. */
export type InlineTests = {
  /** The paths of files that may hold both. */
  files: RegExp;
  /** Both parts together are the text; `tests` is empty where there are none. Total. */
  split(text: string): { code: string; tests: string };
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
