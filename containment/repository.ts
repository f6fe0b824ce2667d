// A small repository of the proof's own, fetched like every other: over HTTP, with a token, into a mirror and a checkout.
import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import type { Log } from "../src/log.ts";
import { ownedName } from "../worker/leases/owner.ts";
import type { Tree } from "../worker/sandboxes/sandbox.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";
import type { Workspace } from "../worker/workspace/workspace.ts";

const execute = promisify(execFile);

/** A tree without history, for the short form. */
export async function plainTree(dataDir: string): Promise<AsyncDisposable & { tree: Tree }> {
  const folder = await ownFolder(dataDir);
  await writeFile(join(folder.path, "file"), "content\n");
  return { tree: { sha: "", checkout: folder.path, mirror: folder.path }, ...folder };
}

export type RepositoryOptions = { dataDir: string; log: Log; authorization: string; signal: AbortSignal };

export async function openRepository(
  options: RepositoryOptions,
): Promise<AsyncDisposable & { workspace: Workspace }> {
  const { log, authorization, signal } = options;
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await ownFolder(options.dataDir));
  const source = join(folder.path, "source");
  const sha = await commit(source);
  const { url } = stack.use(await serve(join(source, ".git"), authorization));
  const workspaces = stack.use(gitWorkspaces({ dataDir: folder.path, log }));
  const git = { url: `${url}/`, authorization: async () => authorization };
  const workspace = stack.use(await workspaces.open("containment", git, sha, signal));
  const closer = stack.move();
  return { workspace, [Symbol.asyncDispose]: () => closer.disposeAsync() };
}

async function ownFolder(dataDir: string): Promise<AsyncDisposable & { path: string }> {
  // Where the worker looks for what dead owners left.
  const path = join(dataDir, "scratch", await ownedName());
  await mkdir(path, { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function commit(folder: string): Promise<string> {
  await mkdir(folder);
  await writeFile(join(folder, "file"), "content\n");
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" };
  const identity = ["-c", "user.name=containment", "-c", "user.email=containment@localhost"];
  const git = async (...words: string[]) =>
    (await execute("git", [...identity, "-C", folder, ...words], { env })).stdout.trim();
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "file");
  await git("commit", "--quiet", "--message", "base");
  await git("update-server-info");
  return await git("rev-parse", "HEAD");
}

/** Serves the files of a repository to clients that send the token. */
async function serve(folder: string, authorization: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== authorization) return response.writeHead(403).end();
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    createReadStream(join(folder, path))
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
