// A bare mirror for each repository and trust domain. It holds the commits that runs asked for and their history.
import { createHash } from "node:crypto";
import { PermanentError, TransientError } from "../../src/domain/errors.ts";
import type { GitSource } from "../../src/github/github.ts";
import { lease, makeLeased } from "../leases/leased-folders.ts";
import { type Git, outputOf, tidy } from "./git.ts";

const FETCH_TIMEOUT_MS = 20 * 60_000;

export type Mirror = { name: string; path: string };
export type LeasedMirror = Mirror & { release(): Promise<void> };

/** The mirror's folder name: readable, and different for any two keys. */
export function mirrorName(key: string): string {
  const readable = key.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  return `${createHash("sha256").update(key).digest("hex").slice(0, 16)}-${readable}`;
}

/** Leases the mirror of a key, and makes an empty one if there is none. Nothing in it is removed while it is leased. */
export async function leaseMirror(
  git: Git,
  folder: string,
  key: string,
  signal: AbortSignal,
): Promise<LeasedMirror> {
  const name = mirrorName(key);
  const make = async (tree: string) => {
    // Everyone may read it, because a sandbox reads it under a uid of its own.
    const args = ["init", "--quiet", "--bare", "--template=", "--shared=0644", tree];
    await outputOf(git, { args, cwd: folder, signal });
  };
  const { tree, release } = (await lease(folder, name)) ?? (await makeLeased({ folder, key: name, make }));
  return { name, path: tree, release };
}

/** Fetching all of a repository of many gigabytes would take longer than the run. */
const LARGE_KIB = 1024 ** 2;
export const NEWEST_COMMITS = 100;

export function isLarge({ kib }: GitSource): boolean {
  return kib !== undefined && kib > LARGE_KIB;
}

/** Fetches one commit with its history into the mirror, unless it is there. A large repository's history is cut. */
export async function fetchCommit(host: Host): Promise<void> {
  const { git, mirror, source, sha, signal } = host;
  if (!/^[0-9a-f]{40}$/.test(sha)) throw new PermanentError({ kind: "no-commit-id", text: sha });
  if (await hasCommit(git, mirror, sha, signal)) return;
  const depth = isLarge(source) ? `--depth=${NEWEST_COMMITS}` : "--update-shallow";
  const answer = await askHost(host, { words: [...FETCH, depth], refs: [`+${sha}:refs/kept/${sha}`] });
  // If another worker fetches the same commit, it holds the ref's lock; then its success is ours.
  if (answer.kind === "answered" || (await hasCommit(git, mirror, sha, signal))) return;
  throw fetchError(source.url, sha, answer.gitSaid);
}

const FETCH = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no"];

type Host = { git: Git; mirror: Mirror; source: GitSource; sha: string; signal: AbortSignal };

/** Fetches refs by their refspecs, however many; one character for each byte of their names. */
export async function fetchRefs(host: Host, refspecs: string[]): Promise<void> {
  const input = Buffer.from(refspecs.map((each) => `${each}\n`).join(""), "latin1");
  const answer = await askHost(host, { words: [...FETCH, "--update-shallow", "--stdin"], input });
  if (answer.kind === "failed") throw fetchError(host.source.url, host.sha, answer.gitSaid);
}

/** `name`: one character for each byte. `id`: what it points to, a tag object or `commit` itself. */
export type ListedTag = { name: string; id: string; commit: string };

/** The tags of the repository. */
export async function listTags(host: Host): Promise<ListedTag[]> {
  const answer = await askHost(host, { words: ["ls-remote", "--quiet", "--tags"] });
  if (answer.kind === "failed") throw fetchError(host.source.url, host.sha, answer.gitSaid);
  const tags = new Map<string, ListedTag>();
  // The line of an annotated tag is followed by that of its commit, under the same name and `^{}`.
  for (const line of answer.printed.toString("latin1").split("\n")) {
    const [, id, name, peeled] = /^([0-9a-f]{40,64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (id === undefined || name === undefined) continue;
    tags.set(name, { name, id: peeled === undefined ? id : (tags.get(name)?.id ?? id), commit: id });
  }
  return [...tags.values()];
}

type HostAnswer = { kind: "answered"; printed: Buffer } | { kind: "failed"; gitSaid: string };

type Asking = { words: string[]; refs?: string[]; input?: Uint8Array };

async function askHost(
  { git, mirror, source, signal }: Host,
  { words, refs = [], input = Buffer.of() }: Asking,
): Promise<HostAnswer> {
  const authorization = await source.authorization();
  const answer = await git({
    args: [...words, source.url, ...refs],
    cwd: mirror.path,
    env: { GIT_DIR: mirror.path, GIT_ALLOW_PROTOCOL: protocolOf(source.url) },
    config: authorization === null ? {} : { [headerKey(source.url)]: `Authorization: ${authorization}` },
    input,
    timeoutMs: FETCH_TIMEOUT_MS,
    signal,
  });
  if (answer.status === 0) return { kind: "answered", printed: answer.stdout };
  return { kind: "failed", gitSaid: without(authorization, tidy(answer.stderr)) };
}

async function hasCommit(git: Git, mirror: Mirror, sha: string, signal: AbortSignal): Promise<boolean> {
  const args = ["cat-file", "-e", `${sha}^{commit}`];
  return (await git({ args, cwd: mirror.path, env: { GIT_DIR: mirror.path }, signal })).status === 0;
}

function protocolOf(url: string): string {
  if (/^https?:\/\//.test(url)) return "http:https";
  if (url.startsWith("/") || url.startsWith("file:///")) return "file";
  throw new PermanentError({ kind: "address-unsupported", url });
}

/** Bound to the origin, so that git never sends the header to another host. */
function headerKey(url: string): string {
  return `http.${new URL(url).origin}/.extraHeader`;
}

function without(secret: string | null, text: string): string {
  return secret === null ? text : text.replaceAll(secret, "***");
}

/** A refusal will not change; anything else (names, connections, 5xx) is worth a retry. */
const REFUSALS =
  /not our ref|not found|not appear to be a git repo|does not exist|Authentication failed|could not read Username|returned error: (30\d|40[134])|unadvertised object|dubious ownership|remote ref/i;

function fetchError(url: string, sha: string, said: string): Error {
  const gitSaid = said === "" ? null : said;
  const fault = { kind: "commit-not-fetched", url, sha, gitSaid } as const;
  if (!REFUSALS.test(said)) return new TransientError({ ...fault, because: "unavailable" });
  return new PermanentError({ ...fault, because: /error: 30\d/.test(said) ? "redirected" : "refused" });
}
