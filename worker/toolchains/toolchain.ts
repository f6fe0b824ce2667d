// The port of a kind of project: how it is recognised, set up and checked, and how its output is read.
import type { Check } from "../../src/domain/evidence.ts";
import type { Change } from "../../src/domain/patch.ts";
import type { Reading } from "../diagnostics/index.ts";
import type { TreeView } from "../workspace/workspace.ts";

export type { TreeView };

/** What a run needs to know about the repository in front of it. */
export type Project = {
  toolchain: string;
  image: string;
  setup: string[];
  /**
   * The paths of all that set-up reads of the repository, so that what it leaves may serve other commits where they are
   * the same. Null: it may read anything, as whatever builds the project does.
   */
  setupReads: RegExp | null;
  checks: Check[];
  /** What its tools leave in the repository under names that mean nothing else: patterns of gitignore, in no patch. */
  leavings: string[];
  /** Whether each test check builds what it tests by itself; else the build checks go before it. */
  testsBuild: boolean;
  /**
   * The checks of only those packages that a change touches, under the names they have in `checks`: they show sooner what
   * is broken, and never that nothing is. Null: nothing smaller than `checks` is known to stand for the change. Pure.
   */
  narrow(touched: readonly Touched[]): Check[] | null;
  /** Exact host:port pairs set-up may reach, as the rules name them. */
  registries: string[];
  /**
   * Where the rules name none: a command that makes the package client say where it would go, run in a sandbox without
   * network. Whatever addresses it prints are reachable while set-up runs. Null: the client cannot say.
   */
  askRegistries: string | null;
  /** Reads a check's output. Total: no input makes it throw or hang. */
  read(check: Check, output: string): Reading;
};

export type Touched = Pick<Change, "path" | "kind">;

export type Toolchain = {
  name: string;
  /** Null: not this kind of project. */
  recognise(tree: TreeView): Promise<Project | null>;
};
