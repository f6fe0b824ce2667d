// A place for sandboxes, shared by all groups, and for the tests of a group a sandbox on a small tree: for all of them, or for each its own.
import { afterAll, afterEach, beforeAll, beforeEach } from "@jest/globals";
import type {
  Command,
  CommandResult,
  LayerKey,
  OpenOptions,
  Sandbox,
  Sandboxes,
} from "../../../worker/sandboxes/sandbox.ts";
import { aTree, layerKey, openOptions, type TestTree } from "../../support/trees.ts";

/** The place where sandboxes open. `usePlace` closes it. */
export type OpenSandboxes = () => Sandboxes;

export type World = {
  sandboxes: Sandboxes;
  tree: TestTree["tree"];
  /** Its files are those of the tree, whatever the tests before did. */
  sandbox: Sandbox;
  /** Another one, closed after the test. */
  another(changes: Partial<OpenOptions>): Promise<Sandbox>;
  /** A key of its own for each call, unless a recipe is given. */
  layerKey(changes?: Partial<LayerKey>): LayerKey;
  /** In the test's sandbox, with a limit of 64 KiB, and of 100 s, which only a hang reaches, unless told otherwise. */
  run(line: string, changes?: Partial<Command>): Promise<CommandResult>;
};

export type TreeMaker = (files: Record<string, string | Uint8Array>) => Promise<TestTree>;

/**
 * `shared`: the tests have one sandbox, put back after each, and a new one where that fails. `none`: they open what they
 * need. Default: each has its own.
 */
type Sharing = { share?: "own" | "shared" | "none"; trees?: TreeMaker | undefined };

/** Everything of the agent's is taken away, and the files of the tree are written anew. */
const PUT_BACK = `find /tmp "$HOME" -mindepth 1 -delete
find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + && git checkout --quiet --force -- .`;

/** One place for all groups of the describe block that it is called in, closed when they have run. */
export function usePlace(open: () => Sandboxes): OpenSandboxes {
  let place: Sandboxes | null = null;
  afterAll(async () => await place?.[Symbol.asyncDispose]());
  return () => {
    place ??= open();
    return place;
  };
}

/** Sets the hooks of the describe block it is called in; the world itself is there once a test runs. */
export function useWorld(
  open: OpenSandboxes,
  files: Record<string, string | Uint8Array>,
  { share = "own", trees = aTree }: Sharing = {},
): () => World {
  let sandboxes: Sandboxes;
  let tree: TestTree;
  let world: World;
  let opened: Sandbox[] = [];
  let shared: Sandbox | null = null;
  beforeAll(async () => {
    sandboxes = open();
    tree = await trees(files);
  });
  afterAll(async () => {
    await shared?.[Symbol.asyncDispose]();
    await tree[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    opened = [];
    const another = async (changes: Partial<OpenOptions>) => {
      const sandbox = await sandboxes.open(openOptions(tree.tree, changes));
      opened.push(sandbox);
      return sandbox;
    };
    shared ??= share === "shared" ? await sandboxes.open(openOptions(tree.tree)) : null;
    const own = share === "own" ? await another({}) : shared;
    const inUse = () => {
      if (own === null) throw new Error("the tests of this group open their sandboxes themselves");
      return own;
    };
    world = {
      sandboxes,
      tree: tree.tree,
      get sandbox() {
        return inUse();
      },
      another,
      layerKey: (changes) => ({ ...layerKey(tree.tree), ...changes }),
      run: (line, changes) => run(inUse(), line, changes),
    };
  });
  afterEach(async () => {
    for (const sandbox of opened) await sandbox[Symbol.asyncDispose]();
    if (shared === null) return;
    const [put] = await Promise.allSettled([run(shared, PUT_BACK)]);
    if (put.status === "fulfilled" && put.value.exitStatus === 0) return;
    await shared[Symbol.asyncDispose]();
    shared = null;
  });
  return () => world;
}

export function run(sandbox: Sandbox, line: string, changes: Partial<Command> = {}): Promise<CommandResult> {
  return sandbox.run({ line, timeoutMs: 100_000, outputBytes: 65_536, ...changes });
}
