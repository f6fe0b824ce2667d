// The port of a kind of project: how it is recognised, set up and checked, and what is known of its language.
import type { Check } from "../../src/domain/evidence.ts";
import type { UncheckedFolder } from "../../src/domain/note.ts";
import type { Change } from "../../src/domain/patch.ts";
import type { Reading } from "../diagnostics/index.ts";
import type { TreeView } from "../workspace/workspace.ts";
import type { Imports, Powers, Respelling } from "./by-syntax.ts";
import type { Comments } from "./comments.ts";
import type { CoverageTool } from "./coverage.ts";
import type { Equality } from "./equality.ts";
import type { Forms } from "./forms.ts";
import type { Gives } from "./gives.ts";
import type { Asks, Builds, Emptying, Files, Grammar, InlineTests, ScriptFile, Words } from "./language.ts";
import type { Manifests } from "./manifests.ts";
import type { Opposites } from "./opposites.ts";
import type { Program } from "./program.ts";
import type { Runner } from "./runner.ts";
import type { Syntax } from "./syntax.ts";

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
  /** What runs the tests of a check, by its command alone; null: no runner is known by name. Pure. */
  runnerOf(check: Pick<Check, "command" | "kind">): Runner | null;
  /** The tool that watches the tests of `checks`; null: none is known for how they are run. */
  coverage: CoverageTool | null;
  /**
   * The checks of only the packages that a change touches, with the names they have in `checks`. A check that fails here
   * shows a fault sooner; one that passes proves nothing. Null: no smaller set of checks stands for the change. Pure.
   */
  narrow(touched: readonly Touched[]): Check[] | null;
  /** The folders of packages for which `narrow` knows checks; empty: the project is one piece. */
  packages: readonly string[];
  /** Exact host:port pairs set-up may reach, as the rules name them. */
  registries: string[];
  /**
   * A command that prints where the package client would go: what it says itself, and the standard registries of its language
   * where it cannot tell. It runs in a sandbox without network; set-up may reach each address it prints. Null: nothing is known.
   */
  askRegistries: string | null;
  /** Commands of checks that nothing in the repository names: its test files look as if these would run them. */
  guessed: readonly string[];
  /** A program that the checks call and no image of ours has, and an image that has it; null: there is none. */
  missing: { program: string; image: string } | null;
  /** What the repository asks of programs that the image brings. */
  versions: readonly AskedVersion[];
  /** Folders that are projects of their own, with tests that no check runs. */
  unchecked: readonly UncheckedFolder[];
  /** Reads a check's output. Total: no input makes it throw or hang. */
  read(check: Check, output: string): Reading;
};

/** What a toolchain says of a tree. A null image stands for that of the language which most files of the tree are in. */
export type Recognised = Omit<
  Project,
  | "toolchain"
  | "image"
  | "registries"
  | "read"
  | "unchecked"
  | "versions"
  | "guessed"
  | "missing"
  | "packages"
> & {
  image: string | null;
  versions?: readonly AskedVersion[];
  guessed?: readonly string[];
  missing?: Project["missing"];
  packages?: Project["packages"];
  /** Whether the checks run the tests of a project of the same kind in this folder; left out: they do. */
  covers?(folder: string): boolean;
};

export type AskedVersion = {
  /** As people call it: `Node`. */
  program: string;
  /** The file that asks. */
  from: string;
  /** As it is written there. */
  asked: string;
  /** The versions that will do, in the syntax of npm. */
  range: string;
  /** A command that prints the version that is there. */
  show: string;
  /** A public image that has it; null: none is known. */
  image: string | null;
};

/**
 * A file that a package client writes from a manifest; its name. `from`: names of the files that decide what it says, and that
 * the client only reads. `relock`: a command in its folder that brings the file in line with them, and keeps each version that
 * it can. `reaches`: its registries, so that it may run no code of the repository or of a package; nothing: it may run code,
 * and finds only what set-up installed. A client that can do neither is left out.
 */
export type Lock = { file: RegExp; from: RegExp; relock: string; reaches: "registries" | "nothing" };

export type Touched = Pick<Change, "path" | "kind">;

/**
 * A kind of project, and all that is known of its language. `recognise` decides about one tree; everything else holds for
 * any repository, because one repository may hold several languages. A part left out says nothing.
 */
export type Toolchain = {
  name: string;
  /** A file of such a name makes its folder a project of this kind. Left out: no file does. */
  manifest?: RegExp;
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
  program?: Program;
  /** Actions of GitHub's workflows, besides the one of `program`, that only prepare a machine: package managers, caches. */
  prepares?: RegExp;
  locks?: readonly Lock[];
  /** A command that installs what manifests name, and reads nothing else; options are cut off its end. */
  installs?: RegExp;
  /** A command that reads code and runs none of it, so that tests need not wait for it. Tried on one simple command. */
  lints?: RegExp;
  files?: Files;
  words?: Words;
  asks?: Asks;
  /** Variables that its runners, clients and tools set, so that they tell who started the program. Tried on whole names. */
  starters?: RegExp;
  /** Of these, questions that any program may have: a variable by its written name, the time, luck. */
  ordinary?: Asks;
  opposites?: Opposites;
  gives?: Gives;
  syntax?: Syntax;
  comments?: Comments;
  /** How its functions and tests are written. */
  forms?: Forms;
  equality?: Equality;
  inlineTests?: InlineTests;
  grammars?: readonly Grammar[];
  emptyings?: readonly Emptying[];
  /** How its code is spelled otherwise, so that nothing but a reader of its text can tell. */
  respelling?: Respelling;
  imports?: Imports;
  powers?: Powers;
  builds?: Builds;
  scriptFile?: ScriptFile;
  dependencies?: Manifests;
};
