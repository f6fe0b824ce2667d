// The tags that reach a commit, as their repository has them now.
import { createHash } from "node:crypto";
import type { GitSource } from "../../src/github/github.ts";
import { type Git, outputOf } from "./git.ts";
import { fetchRefs, type ListedTag, listTags, type Mirror } from "./mirror.ts";

/** Times as git writes them: seconds since 1970, and a zone. */
export type Tag = ListedTag & {
  isAnnotated: boolean;
  /** When the commit was made. */
  committed: string;
  /** When the tag was made; for one that is not annotated, when its commit was. */
  tagged: string;
};

type Place = { git: Git; mirror: Mirror; source: GitSource; sha: string; signal: AbortSignal };

/**
 * Fetches the tags that reach the commit into the mirror, which has its history. Those of the oldest commits come first,
 * and those that git would name the commit by come last. A tag of something other than a commit is left out.
 */
export async function fetchTags(place: Place): Promise<Tag[]> {
  const listed = await listTags(place);
  const known = await inMirror(place, [...new Set(listed.map(({ commit }) => commit))]);
  const tags = new Map(listed.filter(({ commit }) => known.has(commit)).map((tag) => [refOf(tag), tag]));
  await takeOver(place, tags);
  if (tags.size === 0) return [];
  const order = await reachedIn(place);
  const format = ["%(refname)", "%(objecttype)", ...DATES].join("%00");
  const all = (await records(place, [`--format=${format}`])).flatMap(
    ([ref = "", type = "", ofCommit = "", ofPeeled = "", ofTag = ""]): Tag[] => {
      const tag = tags.get(ref);
      const committed = ofPeeled === "" ? ofCommit : ofPeeled;
      const tagged = ofTag === "" ? committed : ofTag;
      if (tag === undefined || !order.has(tag.commit)) return [];
      return [{ ...tag, isAnnotated: type === "tag", committed, tagged }];
    },
  );
  const rankOf = ({ commit }: Tag) => order.get(commit) ?? 0;
  return all.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** The tagged commits that this one has in its history, each with its place: children after parents, the nearest last. */
async function reachedIn(place: Place): Promise<Map<string, number>> {
  const words = ["--simplify-by-decoration", "--topo-order", "--reverse", "--format=%H"];
  const args = ["log", ...words, "--decorate-refs=refs/tags/*", "--end-of-options", place.sha];
  const output = await outputOf(place.git, { ...callOn(place), args, timeoutMs: WALK_TIMEOUT_MS });
  const commits = output.toString().split("\n").slice(0, -1);
  const nearest = await nearestTo(place);
  return new Map([...commits, ...nearest].map((commit, at) => [commit, at]));
}

/** Of a history of a million commits. */
const WALK_TIMEOUT_MS = 10 * 60_000;
const DATES = ["%(committerdate:raw)", "%(*committerdate:raw)", "%(taggerdate:raw)"];

/** Of the mirror's own, because a tag may be called `a/b` today and `a` tomorrow. */
function refOf({ name }: ListedTag): string {
  return `refs/tags/${createHash("sha256").update(name).digest("hex")}`;
}

/** Makes the tags of the mirror these. */
async function takeOver(place: Place, tags: Map<string, ListedTag>): Promise<void> {
  const kept = new Map((await records(place, ["--format=%(refname)%00%(objectname)"])).map(pairOf));
  const other = [...tags].filter(([ref, { id }]) => kept.get(ref) !== id);
  if (other.length > 0)
    await fetchRefs(
      place,
      other.map(([ref, { name }]) => `+refs/tags/${name}:${ref}`),
    );
  const gone = [...kept.keys()].filter((ref) => !tags.has(ref));
  const input = gone.map((ref) => `delete ${ref}\n`).join("");
  if (gone.length > 0)
    await outputOf(place.git, { ...callOn(place), args: ["update-ref", "--stdin"], input });
}

function pairOf([ref = "", id = ""]: string[]): [ref: string, id: string] {
  return [ref, id];
}

async function records(place: Place, words: string[]): Promise<string[][]> {
  const args = ["for-each-ref", ...words, "refs/tags"];
  const lines = (await outputOf(place.git, { ...callOn(place), args })).toString("latin1").split("\n");
  return lines.filter((line) => line !== "").map((line) => line.split("\0"));
}

/** Which of these commits the mirror has. */
async function inMirror(place: Place, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const input = ids.map((id) => `${id}\n`).join("");
  const output = await outputOf(place.git, { ...callOn(place), args: ["cat-file", "--batch-check"], input });
  return new Set([...output.toString().matchAll(/^(\S+) commit /gm)].map(([, id = ""]) => id));
}

/** The commit whose tag git would name this one by; none where it knows no such tag. */
async function nearestTo(place: Place): Promise<string[]> {
  const call = { ...callOn(place), timeoutMs: WALK_TIMEOUT_MS };
  const described = await place.git({ ...call, args: ["describe", "--tags", "--abbrev=0", place.sha] });
  if (described.status !== 0) return [];
  const ref = `refs/tags/${described.stdout.toString().trim()}^{commit}`;
  return [(await outputOf(place.git, { ...call, args: ["rev-parse", "--verify", ref] })).toString().trim()];
}

function callOn({ mirror, signal }: Place) {
  return { cwd: mirror.path, env: { GIT_DIR: mirror.path }, signal };
}
