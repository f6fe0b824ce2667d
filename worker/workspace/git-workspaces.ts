// Workspaces over git: one bare mirror per key, one shared checkout per commit, one private scratch folder per run.
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, systemClock } from "../../src/clock.ts";
import { PermanentError } from "../../src/domain/errors.ts";
import type { GitSource } from "../../src/github/github.ts";
import type { Log } from "../../src/log.ts";
import { checkOut } from "./check-out.ts";
import { collectCheckouts, type Held, holdCheckout } from "./checkouts.ts";
import { type Git, gitWith, outputOf } from "./git.ts";
import { fetchCommit, type Mirror, mirrorName, openMirror } from "./mirror.ts";
import { isAlive, ownedName } from "./owner.ts";
import { viewTree } from "./tree-view.ts";
import { workOn } from "./work-on.ts";
import type { Workspaces } from "./workspace.ts";

export function gitWorkspaces(options: {
  dataDir: string;
  log: Log;
  clock?: Clock;
  /** The worker's own environment; git is given its PATH, proxy and certificate settings, and nothing else of it. */
  environment?: Record<string, string | undefined>;
}): Workspaces {
  const { dataDir, log, clock = systemClock, environment = {} } = options;
  const git = gitWith(environment);
  const folders = foldersIn(dataDir);
  const inTurn = turns();
  const open = new Set<AsyncDisposable>();

  const collect = () =>
    inTurn("collect", async () => {
      const removed = await collectAll(folders, clock);
      if (removed > 0) log.debug({ removed }, "old checkouts removed");
    });

  return {
    open: async (key, source, sha, signal) => {
      // In turn, so that runs of this process on the same repository fetch and check out once.
      const { mirror, held } = await inTurn(mirrorName(key), () =>
        prepare({ git, folders, key, source, sha, signal }),
      );
      const scratch = join(folders.scratch, await ownedName());
      const close = once(async () => {
        open.delete(closer);
        await held.release();
        await rm(scratch, { recursive: true, force: true });
        await collect();
      });
      const closer = { [Symbol.asyncDispose]: close };
      open.add(closer);
      await using failed = new AsyncDisposableStack();
      failed.use(closer);
      await mkdir(join(scratch, "objects"), { recursive: true });
      const seen = await viewTree(git, mirror, sha, signal);
      const treeSha = await treeOf(git, mirror, sha, signal);
      failed.move();
      return {
        sha,
        treeSha,
        tree: { sha, checkout: held.tree, mirror: mirror.path },
        view: seen.view,
        notes: seen.notes,
        ...workOn({ git, mirror, sha, scratch, signal }, source),
        ...closer,
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const workspace of [...open]) await workspace[Symbol.asyncDispose]();
    },
  };
}

type Folders = { mirrors: string; checkouts: string; scratch: string };

function foldersIn(dataDir: string): Folders {
  return {
    mirrors: join(dataDir, "mirrors"),
    checkouts: join(dataDir, "checkouts"),
    scratch: join(dataDir, "scratch"),
  };
}

async function prepare(options: {
  git: Git;
  folders: Folders;
  key: string;
  source: GitSource;
  sha: string;
  signal: AbortSignal;
}): Promise<{ mirror: Mirror; held: Held }> {
  const { git, folders, key, source, sha, signal } = options;
  await mkdir(folders.mirrors, { recursive: true });
  await mkdir(folders.scratch, { recursive: true });
  const mirror = await openMirror(git, folders.mirrors, key, signal);
  await fetchCommit({ git, mirror, source, sha, signal });
  const make = (tree: string) => checkOut({ git, mirror, sha, tree, signal });
  return { mirror, held: await holdCheckout({ folder: join(folders.checkouts, mirror.name), sha, make }) };
}

async function treeOf(git: Git, mirror: Mirror, sha: string, signal: AbortSignal): Promise<string> {
  const call = { args: ["rev-parse", "--verify", `${sha}^{tree}`], cwd: mirror.path, signal };
  const treeSha = (await outputOf(git, { ...call, env: { GIT_DIR: mirror.path } })).toString().trim();
  if (treeSha === "") throw new PermanentError(`Commit ${sha} has no tree`);
  return treeSha;
}

async function collectAll(folders: Folders, clock: Clock): Promise<number> {
  const mirrors = await readdir(folders.checkouts);
  const removed = await collectCheckouts(
    mirrors.map((name) => join(folders.checkouts, name)),
    clock,
  );
  for (const name of await readdir(folders.scratch)) {
    if ((await isAlive(name)) === false)
      await rm(join(folders.scratch, name), { recursive: true, force: true });
  }
  return removed;
}

/** Runs work for the same key one after the other; a failure is its caller's alone. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
