// Says what a patch may never touch. Pure, and the last word before anything reaches GitHub.
import ignore from "ignore";
import type { GuardFault } from "../../../src/domain/guard-fault.ts";
import { type Change, type Patch, patchSize, textsOf } from "../../../src/domain/patch.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import type { Script, ScriptFile } from "../../toolchains/language.ts";
import { type ChangedFile, filtered, lostBytes, turnedBinary } from "./guard/bytes.ts";
import { unreadableCode } from "./guard/characters.ts";
import { FORBIDDEN, PROTECTED } from "./guard/names.ts";
import { collidingPaths, gitDirectories, oddPaths, unportablePaths, unseenPaths } from "./guard/paths.ts";

export type Guarded = {
  patch: Patch;
  /** Only their `allow:` opens what is protected: an issue may mention any file, and mean nothing by it. */
  rules: Rules;
  /** What becomes of the changed files; deleted ones are not among them. */
  files: readonly ChangedFile[];
  /** Every path of the base. */
  paths: readonly string[];
  /** A program reads the file as code or commands. */
  isCode: (path: string) => boolean;
  /** Where a secret scanner found something in what is added. */
  secrets: { path: string; what: string }[];
  /** What the languages protect as well; patterns of gitignore. */
  protected: readonly string[];
  scriptFiles: readonly ScriptFile[];
};

export const MAX_FILES = 200;
export const MAX_ADDED_LINES = 5000;
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Looks at a patch for one kind of fault. Pure. */
type PatchRule = (guarded: Guarded) => GuardFault[];

const patchRules: PatchRule[] = [
  tooManyFiles,
  tooManyLines,
  largeFiles,
  forbiddenPaths,
  protectedPaths,
  scripts,
  submodules,
  symbolicLinks,
  ({ patch }) => gitDirectories(patch.changes),
  ({ patch }) => oddPaths(patch.changes),
  ({ patch }) => unseenPaths(patch.changes),
  ({ patch }) => unportablePaths(patch.changes),
  ({ patch, paths }) => collidingPaths(patch.changes, paths),
  ({ patch, files }) => filtered(patch.changes, files),
  ({ files, isCode }) => turnedBinary(files, isCode),
  ({ patch }) => lostBytes(patch.changes),
  ({ patch, isCode }) => unreadableCode(patch, isCode),
  secrets,
];

/** Every fault there is, in the order of the rules; empty: the patch may be published. */
export function guard(guarded: Guarded): GuardFault[] {
  return patchRules.flatMap((rule) => rule(guarded));
}

function tooManyFiles({ patch }: Guarded): GuardFault[] {
  const { files } = patchSize(patch);
  return files > MAX_FILES ? [{ kind: "too-many-files", files, limit: MAX_FILES }] : [];
}

function tooManyLines({ patch }: Guarded): GuardFault[] {
  const { added } = patchSize(patch);
  return added > MAX_ADDED_LINES ? [{ kind: "too-many-lines", added, limit: MAX_ADDED_LINES }] : [];
}

/** The largest first: it may be all that is read. */
function largeFiles({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter((change) => change.bytes > MAX_FILE_BYTES)
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes }) => ({ kind: "large-file", path, bytes, limit: MAX_FILE_BYTES }));
}

function forbiddenPaths({ patch }: Guarded): GuardFault[] {
  return matching(patch, FORBIDDEN).map(({ path }) => ({ kind: "forbidden-path", path }));
}

function protectedPaths(guarded: Guarded): GuardFault[] {
  const { patch, rules } = guarded;
  const never = new Set(matching(patch, FORBIDDEN));
  const hit = new Set(matching(patch, [...PROTECTED, ...guarded.protected, ...rules.protect]));
  return [...hit]
    .filter((change) => !never.has(change) && !isOpened(guarded, change.path))
    .map(({ path }) => ({ kind: "protected-path", path }));
}

function scripts(guarded: Guarded): GuardFault[] {
  return guarded.patch.changes.flatMap(({ path, added, removed }) => {
    const file = guarded.scriptFiles.find(({ files }) => files.test(path));
    if (file === undefined || isOpened(guarded, path)) return [];
    const before = file.unasked(textsOf(removed));
    const isNew = ({ name, command }: Script) =>
      !before.some((same) => same.name === name && same.command === command);
    const changed = file.unasked(textsOf(added)).filter(isNew);
    return changed.length === 0 ? [] : [scriptFault(path, file.tool, changed)];
  });
}

function scriptFault(path: string, tool: string, scripts: readonly Script[]): GuardFault {
  const names = (ofTests: boolean) => [
    ...new Set(scripts.filter(({ isOfTests }) => isOfTests === ofTests).map(({ name }) => name)),
  ];
  return { kind: "script", path, tool, byItself: names(false), forTests: names(true) };
}

function submodules({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter(({ mode, previousMode }) => mode === "160000" || previousMode === "160000")
    .map(({ path }) => ({ kind: "submodule", path }));
}

/** A link leads out of the tree somewhere later, on somebody's machine. */
function symbolicLinks({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter(({ mode }) => mode === "120000")
    .map(({ path }) => ({ kind: "symbolic-link", path }));
}

function secrets({ secrets: found }: Guarded): GuardFault[] {
  return found.map(({ path, what }) => ({ kind: "secret", path, what }));
}

function isOpened({ rules }: Guarded, path: string): boolean {
  return ignore.isPathValid(path) && ignore().add(rules.allow).ignores(path);
}

function matching(patch: Patch, patterns: readonly string[]): Change[] {
  const matcher = ignore({ ignorecase: true }).add(patterns);
  return patch.changes.filter((change) => ignore.isPathValid(change.path) && matcher.ignores(change.path));
}
