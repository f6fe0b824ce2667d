// Refuses paths that lead elsewhere, that a reader misreads, or that another file system takes for other paths.
import type { GuardFault } from "../../../../src/domain/guard-fault.ts";
import { lookAlikes } from "../../../../src/domain/look-alikes.ts";
import type { Change } from "../../../../src/domain/patch.ts";
import { visible } from "../../../../src/domain/text.ts";

/** Names of devices on Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[. :]|$)/i;
/** Git's own folder, by each name by which a file system may find it. */
const GIT = /^(?:\.git|git~[0-9]+)[. ]*(?::|$)/i;

export function gitDirectories(changes: readonly Change[]): GuardFault[] {
  return withPart(changes, (part) => GIT.test(folded(part.normalize("NFKC")))).map(({ path }) => ({
    kind: "git-directory",
    path,
  }));
}

export function oddPaths(changes: readonly Change[]): GuardFault[] {
  return withPart(changes, (part) => part === ".." || part === "." || part === "").map(({ path }) => ({
    kind: "odd-path",
    path,
  }));
}

export function unseenPaths(changes: readonly Change[]): GuardFault[] {
  const isUnseen = (path: string) =>
    path.includes("\\") || visible(path) !== path || /(?! )\p{Z}/u.test(path) || lookAlikes(path).length > 0;
  return kept(changes)
    .filter(({ path }) => isUnseen(path))
    .map(({ path }) => ({ kind: "unseen-path", path }));
}

/** Windows cannot make these, or makes another file of them. */
export function unportablePaths(changes: readonly Change[]): GuardFault[] {
  const isUnportable = (part: string) => DEVICE.test(part) || /[:<>"|?*]/.test(part) || /[. ]$|^ /.test(part);
  return withPart(
    changes.filter(({ kind, path }) => kind === "added" && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)),
    isUnportable,
  ).map(({ path }) => ({ kind: "unportable-path", path }));
}

/**
 * New paths that a file system without case, or one that normalises Unicode, takes for others of the same tree, and
 * folders likewise. `paths` are those of the base. Linear in the length of all paths.
 */
export function collidingPaths(changes: readonly Change[], paths: readonly string[]): GuardFault[] {
  const gone = new Set(changes.filter(({ kind }) => kind === "deleted").map(({ path }) => path));
  const seen = new Map<string, string>();
  for (const path of paths)
    if (!gone.has(path)) for (const each of prefixes(path)) seen.set(folded(each), each);
  return changes.flatMap(({ kind, path }) => {
    if (kind !== "added") return [];
    for (const each of prefixes(path)) {
      const other = seen.get(folded(each));
      if (other !== undefined && other !== each) return [{ kind: "colliding-path", path, other }];
      seen.set(folded(each), each);
    }
    return [];
  });
}

/** The folders of a path and the path itself; no deeper than anybody builds. */
function prefixes(path: string): string[] {
  const parts = path.split("/").slice(0, MAX_DEPTH);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
const MAX_DEPTH = 64;

function folded(path: string): string {
  return visible(path).normalize("NFC").toUpperCase().toLowerCase();
}

function withPart(changes: readonly Change[], is: (part: string) => boolean): Change[] {
  return changes.filter(({ path }) => path.split("/").some(is));
}

function kept(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind }) => kind !== "deleted");
}
