// The port of a kind of project: how it is recognised, set up and checked, and what is known of its language.
import type { Check } from "../../src/domain/evidence.ts";
import type { Change } from "../../src/domain/patch.ts";
import type { Reading } from "../diagnostics/index.ts";
import type { TreeView } from "../workspace/workspace.ts";
import type { CoverageTool } from "./coverage.ts";

export type { TreeView };

/** What a run needs to know about the repository in front of it. */
export type Project = {
  toolchain: string;
  image: string;
  setup: string[];
  /**
   * Matches the path of each repository file that set-up reads. What set-up leaves may serve another commit where these
   * files are the same. Null: set-up may read any file, as a command that builds the project does.
   */
  setupReads: RegExp | null;
  checks: Check[];
  /** Patterns of gitignore: what the project's tools leave in the repository. Such files are in no patch. */
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

export type Touched = Pick<Change, "path" | "kind">;

/**
 * A kind of project, and all that is known of its language. `recognise` decides about one tree; everything else holds for
 * any repository, because one repository may hold several languages. A part left out says nothing.
 */
export type Toolchain = {
  name: string;
  /** Null: not this kind of project. */
  recognise(tree: TreeView): Promise<Project | null>;
  /**
   * The coverage tool for test commands that the repository's rules name, at least one. Their texts are all there is to
   * read. Null: no tool is known for one of them.
   */
  coverageOf?(commands: readonly string[]): CoverageTool | null;
  files?: Files;
  grammars?: readonly Grammar[];
  scriptFile?: ScriptFile;
};

/** What a path says in this language. Each expression is tried on whole paths, with `/` between folders. */
export type Files = {
  /** Test files, beyond the names that mean tests in any language (`test/`, `spec_…`, `….test.…`). */
  tests?: RegExp;
  /** Files that nobody wrote by hand in this repository: installed, built or generated. */
  foreign?: RegExp;
  /**
   * Patterns of gitignore: lockfiles, and settings of package clients and test runners. They decide what runs on other
   * machines, so a patch may change one only where the repository's rules allow it.
   */
  protected?: readonly string[];
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
};

export type Script = { name: string; command: string; isOfTests: boolean };
