// Checks the submodules of a commit out where they may be reached. One that cannot be had stays an empty folder.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../src/domain/errors.ts";
import type { GitSource } from "../../src/github/github.ts";
import { type Git, outputOf } from "./git.ts";
import { fetchCommit, type LeasedMirror } from "./mirror.ts";
import { addressOf } from "./submodule-address.ts";

type Place = {
  git: Git;
  mirrorPath: string;
  source: GitSource;
  sha: string;
  tree: string;
  signal: AbortSignal;
};
type Mirrors = (url: string) => Promise<LeasedMirror>;

/** Submodules of submodules, and all of them together. */
const MOST_DEEP = 3;
const MOST = 40;

/** `mirrors`: a bare repository for each address. Rejects where a retry may help; what is refused for good stays empty. */
export async function addSubmodules(place: Place, mirrors: Mirrors): Promise<void> {
  let left = MOST;
  const add = async (here: Place, depth: number): Promise<void> => {
    for (const { path, sha, url } of await submodulesOf(here)) {
      const address = url === null ? null : addressOf(url, here.source);
      if (address === null || left === 0) continue;
      left -= 1;
      await using mirror = held(await mirrors(address.url));
      const source = {
        url: address.url,
        authorization: address.isSameHost ? here.source.authorization : async () => null,
        ...(here.source.submodules === undefined ? {} : { submodules: here.source.submodules }),
      };
      const inner = { ...here, mirrorPath: mirror.path, source, sha, tree: join(here.tree, path) };
      if (!(await isFetched(() => fetchCommit({ ...inner, mirror })))) continue;
      await writeTree(inner);
      if (depth < MOST_DEEP) await add(inner, depth + 1);
    }
  };
  await add(place, 1);
}

function held(mirror: LeasedMirror): LeasedMirror & AsyncDisposable {
  return { ...mirror, [Symbol.asyncDispose]: mirror.release };
}

/** False: the host refuses it, whenever it is asked. */
async function isFetched(fetch: () => Promise<void>): Promise<boolean> {
  const [fetched] = await Promise.allSettled([fetch()]);
  if (fetched.status === "fulfilled") return true;
  if (fetched.reason instanceof PermanentError) return false;
  throw fetched.reason;
}

async function writeTree({ git, mirrorPath, sha, tree, signal }: Place): Promise<void> {
  await mkdir(tree, { recursive: true });
  const index = `${tree}.index`;
  const call = { cwd: tree, signal, timeoutMs: 10 * 60_000 };
  const env = { GIT_DIR: mirrorPath, GIT_WORK_TREE: tree, GIT_INDEX_FILE: index };
  await outputOf(git, { ...call, env, args: ["read-tree", sha] });
  await outputOf(git, { ...call, env, args: ["checkout-index", "--all", "--quiet"] });
  await rm(index, { force: true });
}

type Submodule = { path: string; sha: string; url: string | null };

/** With the addresses that `.gitmodules` names. */
async function submodulesOf({ git, mirrorPath, sha, signal }: Place): Promise<Submodule[]> {
  const call = { cwd: mirrorPath, env: { GIT_DIR: mirrorPath }, signal };
  const listing = await outputOf(git, { ...call, args: ["ls-tree", "-r", "-z", "--full-tree", sha] });
  const links = [...listing.toString().matchAll(/(?:^|\0)160000 commit ([0-9a-f]{40,64})\t([^\0]+)/g)];
  if (links.length === 0) return [];
  const args = ["config", "--null", "--blob", `${sha}:.gitmodules`, "--list"];
  const { status, stdout } = await git({ ...call, args });
  const urls = status === 0 ? urlsIn(stdout.toString()) : new Map<string, string>();
  return links.map(([, id = "", path = ""]) => ({ path, sha: id, url: urls.get(path) ?? null }));
}

/** Entries are `submodule.<name>.<key> LF value NUL`. */
function urlsIn(entries: string): Map<string, string> {
  const named = new Map<string, { path?: string; url?: string }>();
  for (const [, name = "", key, value = ""] of entries.matchAll(/submodule\.(.+)\.(path|url)\n([^\0]*)\0/g)) {
    const entry = named.get(name) ?? {};
    named.set(name, { ...entry, ...(key === "path" ? { path: value } : { url: value }) });
  }
  return new Map(
    [...named.values()].flatMap(({ path, url }) =>
      path === undefined || url === undefined ? [] : [[path, url] as const],
    ),
  );
}
