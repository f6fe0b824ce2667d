// Workspaces on git: one bare mirror for each key, one shared checkout for each commit, one private folder for each run.
import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Clock, systemClock } from "../../src/clock.ts";
import { PermanentError, reasonOf } from "../../src/domain/errors.ts";
import type { Note } from "../../src/domain/note.ts";
import type { GitSource } from "../../src/github/github.ts";
import type { Log } from "../../src/log.ts";
import { type Lease, lease, makeLeased } from "../leases/leased-folders.ts";
import { whileLocked } from "../leases/lock.ts";
import { nullOn } from "../leases/null-on.ts";
import { ownedName } from "../leases/owner.ts";
import { checkOut } from "./check-out.ts";
import { operationsOn } from "./commit-operations.ts";
import { type Git, gitWith, outputOf } from "./git.ts";
import {
  fetchCommit,
  isLarge,
  type LeasedMirror,
  leaseMirror,
  type Mirror,
  mirrorName,
  NEWEST_COMMITS,
} from "./mirror.ts";
import { addSubmodules } from "./submodules.ts";
import { type Caps, DEFAULT_CAPS, type Folders, prune, tidyUp } from "./tidy-up.ts";
import { viewTree } from "./tree-view.ts";
import type { Workspaces } from "./workspace.ts";

export function gitWorkspaces(options: {
  dataDir: string;
  log: Log;
  clock?: Clock;
  /** The worker's own environment. Git gets its PATH, proxy and certificate settings, and nothing else. */
  environment?: Record<string, string | undefined>;
  caps?: Caps;
}): Workspaces {
  const { dataDir, log, clock = systemClock, environment = {}, caps = DEFAULT_CAPS } = options;
  const git = gitWith(environment);
  const folders = foldersIn(dataDir);
  const open = new Set<AsyncDisposable>();

  const closing = new AbortController();
  let tidying = Promise.resolve();
  /** Works in the background: no run waits for it. */
  const tidy = (mirror: Mirror) => {
    tidying = tidying
      .then(() => tidyNow(mirror))
      .then(undefined, (fault) => {
        if (!closing.signal.aborted) log.warn({ reason: reasonOf(fault) }, "old mirrors were not tidied up");
      });
  };
  const reap = () =>
    whileLocked(lockName(dataDir, "tidy"), closing.signal, () => tidyUp(folders, clock, caps));
  const tidyNow = async ({ name, path }: Mirror) => {
    const { signal } = closing;
    const removed = await reap();
    if (removed > 0) log.debug({ removed }, "old checkouts and mirrors removed");
    // Holds the lock of a fetch, so that a run that starts meanwhile waits instead of fetching everything again.
    const pruned = await whileLocked(lockName(dataDir, name), signal, () =>
      prune({ git, path, caps, signal }),
    );
    if (pruned) log.debug({ mirror: name }, "mirror pruned");
  };

  return {
    open: async (key, source, sha, signal) => {
      // Holds a lock, so that runs on the same repository fetch and check out once, also in different processes.
      const lock = lockName(dataDir, mirrorName(key));
      const { mirror, checkout } = await whileLocked(lock, signal, () =>
        prepare({ git, folders, key, source, sha, signal }),
      );
      const scratch = join(folders.scratch, await ownedName());
      const close = once(async () => {
        open.delete(closer);
        await checkout.release();
        await mirror.release();
        await rm(scratch, { recursive: true, force: true });
        tidy(mirror);
      });
      const closer = { [Symbol.asyncDispose]: close };
      open.add(closer);
      await using failed = new AsyncDisposableStack();
      failed.use(closer);
      await mkdir(join(scratch, "objects"), { recursive: true });
      const viewed = await viewTree(git, mirror, sha, signal);
      const treeSha = await treeOf(git, mirror, sha, signal);
      failed.move();
      return {
        sha,
        treeSha,
        tree: { sha, checkout: checkout.tree, mirror: mirror.path },
        view: viewed.view,
        notes: [...(await notesHere(viewed.notes, checkout.tree)), ...historyNotes(source)],
        ...operationsOn({ git, mirror, sha, scratch, signal }, source),
        ...closer,
      };
    },
    reap,
    [Symbol.asyncDispose]: async () => {
      for (const workspace of [...open]) await workspace[Symbol.asyncDispose]();
      closing.abort(new Error("the worker is stopping"));
      await tidying;
    },
  };
}

function historyNotes(source: GitSource): Note[] {
  return isLarge(source) ? [{ kind: "history-cut", commits: NEWEST_COMMITS }] : [];
}

/** Submodules that are there need no note. */
async function notesHere(notes: Note[], tree: string): Promise<Note[]> {
  const told = notes.map(async (note): Promise<Note[]> => {
    if (note.kind !== "submodules-empty") return [note];
    const found = await Promise.all(note.paths.map((path) => filesIn(join(tree, path))));
    const paths = note.paths.filter((_, at) => found[at] === 0);
    return paths.length === 0 ? [] : [{ ...note, paths }];
  });
  return (await Promise.all(told)).flat();
}

async function filesIn(folder: string): Promise<number> {
  return (await nullOn(["ENOENT", "ENOTDIR"], () => readdir(folder)))?.length ?? 0;
}

/** Only processes that share a data directory wait for each other. */
function lockName(dataDir: string, what: string): string {
  return createHash("sha256")
    .update(`${resolve(dataDir)}\0${what}`)
    .digest("hex");
}

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
}): Promise<{ mirror: LeasedMirror; checkout: Lease }> {
  const { git, folders, key, source, sha, signal } = options;
  for (const folder of [folders.mirrors, folders.scratch]) await mkdir(folder, { recursive: true });
  const mirror = await leaseMirror(git, folders.mirrors, key, signal);
  await using failed = new AsyncDisposableStack();
  failed.defer(() => mirror.release());
  await fetchCommit({ git, mirror, source, sha, signal });
  const wanted = source.submodules !== undefined;
  const submodule = (url: string) => leaseMirror(git, folders.mirrors, `${key} ${url}`, signal);
  const make = (tree: string) => {
    const place = { git, mirrorPath: mirror.path, source, sha, tree, signal };
    const add = () => (wanted ? addSubmodules(place, submodule) : Promise.resolve());
    return checkOut({ git, mirror, source, sha, tree, signal, add });
  };
  const folder = join(folders.checkouts, mirror.name);
  const name = wanted ? `${sha}-with-submodules` : sha;
  const checkout = (await lease(folder, name)) ?? (await makeLeased({ folder, key: name, make }));
  failed.move();
  return { mirror, checkout };
}

async function treeOf(git: Git, mirror: Mirror, sha: string, signal: AbortSignal): Promise<string> {
  const call = { args: ["rev-parse", "--verify", `${sha}^{tree}`], cwd: mirror.path, signal };
  const treeSha = (await outputOf(git, { ...call, env: { GIT_DIR: mirror.path } })).toString().trim();
  if (treeSha === "") throw new PermanentError({ kind: "commit-without-tree", sha });
  return treeSha;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
