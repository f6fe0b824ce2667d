// A place for sandboxes, shared by the tests of one group, and one sandbox on a small tree for each of them.
import { afterAll, afterEach, beforeAll, beforeEach } from "@jest/globals";
import type {
  Command,
  CommandResult,
  LayerKey,
  OpenOptions,
  Sandbox,
  Sandboxes,
} from "../../../worker/sandboxes/sandbox.ts";
import { aTree, layerKey, openOptions, type TestTree } from "../../support/sandboxes.ts";

export type OpenSandboxes = () => Sandboxes;

export type World = {
  sandboxes: Sandboxes;
  tree: TestTree["tree"];
  /** Opened for this test. */
  sandbox: Sandbox;
  /** Another one, closed after the test. */
  another(changes: Partial<OpenOptions>): Promise<Sandbox>;
  /** A key of its own for each call, unless a recipe is given. */
  layerKey(changes?: Partial<LayerKey>): LayerKey;
  /** In the test's sandbox, with a limit of 10 s and 64 KiB unless told otherwise. */
  run(line: string, changes?: Partial<Command>): Promise<CommandResult>;
};

/** Sets the hooks of the describe block it is called in; the world itself is there once a test runs. */
export function useWorld(open: OpenSandboxes, files: Record<string, string | Uint8Array>): () => World {
  let sandboxes: Sandboxes;
  let tree: TestTree;
  let world: World;
  let opened: Sandbox[] = [];
  beforeAll(async () => {
    sandboxes = open();
    tree = await aTree(files);
  });
  afterAll(async () => {
    await sandboxes[Symbol.asyncDispose]();
    await tree[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    opened = [];
    const another = async (changes: Partial<OpenOptions>) => {
      const sandbox = await sandboxes.open(openOptions(tree.tree, changes));
      opened.push(sandbox);
      return sandbox;
    };
    const sandbox = await another({});
    world = {
      sandboxes,
      tree: tree.tree,
      sandbox,
      another,
      layerKey: (changes) => ({ ...layerKey(tree.tree), ...changes }),
      run: (line, changes) => run(sandbox, line, changes),
    };
  });
  afterEach(async () => {
    for (const sandbox of opened) await sandbox[Symbol.asyncDispose]();
  });
  return () => world;
}

export function run(sandbox: Sandbox, line: string, changes: Partial<Command> = {}): Promise<CommandResult> {
  return sandbox.run({ line, timeoutMs: 10_000, outputBytes: 65_536, ...changes });
}
