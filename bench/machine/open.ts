// The machine that is asked: a sandbox of Node on a small repository with tags, a script, a link and folders.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { createLog } from "../../src/log.ts";
import { emptyRepository, temporaryFolder } from "../../test/support/git.ts";
import { openOptions } from "../../test/support/trees.ts";
import { hostSandboxes } from "../../worker/sandboxes/index.ts";
import { DEFAULT_LIMITS, type Sandbox } from "../../worker/sandboxes/sandbox.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";

/** Runs a line; what it printed, on both of its outputs. */
type Ask = (line: string) => Promise<string>;

/** `arm`: in a sandbox as the code under test sees it, which has none of the repository's history. */
export type AskedMachine = AsyncDisposable & { ask: Ask; arm: Ask };

export async function openMachine(): Promise<AskedMachine> {
  await using stack = new AsyncDisposableStack();
  const { path: dataDir } = stack.use(temporaryFolder());
  const repository = stack.use(emptyRepository());
  const package_ = JSON.stringify({ name: "machine", scripts: { hello: "echo hello" } });
  repository.commit({ "a.txt": "one\n", "package.json": package_ });
  repository.git("tag", "--annotate", "--message", "first", "v1.0.0");
  symlinkSync("a.txt", join(repository.path, "link"));
  repository.commit({ "src/index.js": "1;\n", "src/deep/leaf.js": "2;\n" });
  repository.git("tag", "--annotate", "--message", "second", "v1.2.0");
  const sha = repository.commit({ "run.sh": "#!/bin/sh\necho ran\n" }, { executable: ["run.sh"] });
  repository.git("tag", "nightly");
  const log = createLog({ level: "silent", name: "bench" });
  const workspaces = stack.use(gitWorkspaces({ dataDir, log }));
  const source = {
    url: repository.path,
    origin: "https://ada:secret@github.com/octo/machine.git",
    authorization: async () => null,
  };
  const workspace = stack.use(
    await workspaces.open("octo/machine", source, sha, new AbortController().signal),
  );
  const sandboxes = stack.use(hostSandboxes({ dataDir }));
  const options = openOptions(workspace.tree, { image: "node", runId: "bench", limits: DEFAULT_LIMITS });
  const sandbox = stack.use(await sandboxes.open(options));
  const blinding = { at: Math.floor(Date.now() / 1000), paths: [] };
  const arm = stack.use(await sandboxes.open({ ...options, blinding }));
  const all = stack.move();
  return {
    ask: (line) => outputOf(sandbox, line),
    arm: (line) => outputOf(arm, line),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function outputOf(sandbox: Sandbox, line: string): Promise<string> {
  return (await sandbox.run({ line, timeoutMs: 60_000, outputBytes: 65_536 })).output;
}
