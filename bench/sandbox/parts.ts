// The parts that are measured: a workspace of 2,000 files and sandboxes, in a data directory of their own.
import { createLog } from "../../src/log.ts";
import { emptyRepository, temporaryFolder } from "../../test/support/git.ts";
import { openOptions } from "../../test/support/trees.ts";
import { hostSandboxes } from "../../worker/sandboxes/index.ts";
import { DEFAULT_LIMITS, type OpenOptions, type Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import type { Workspace } from "../../worker/workspace/workspace.ts";

export const FILES = 2_000;

export type Parts = AsyncDisposable & {
  dataDir: string;
  workspace: Workspace;
  sandboxes: Sandboxes;
  options: OpenOptions;
};

export async function openParts(): Promise<Parts> {
  await using stack = new AsyncDisposableStack();
  const { path: dataDir } = stack.use(temporaryFolder());
  const repository = stack.use(emptyRepository());
  const names = Array.from({ length: FILES }, (_, at) => `src/file-${at}.js`);
  const sha = repository.commit(
    Object.fromEntries(names.map((name) => [name, `export const name = "${name}";\n`.repeat(100)])),
  );
  const log = createLog({ level: "silent", name: "bench" });
  const workspaces = stack.use(gitWorkspaces({ dataDir, log }));
  const source = { url: repository.path, authorization: async () => null };
  const workspace = stack.use(await workspaces.open("octo/bench", source, sha, new AbortController().signal));
  const sandboxes = stack.use(hostSandboxes({ dataDir }));
  const limits = { ...DEFAULT_LIMITS, memoryBytes: 512 * 1024 ** 2 };
  const options = openOptions(workspace.tree, { image: "node", runId: "bench", limits });
  const all = stack.move();
  return {
    dataDir,
    workspace,
    sandboxes,
    options,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
