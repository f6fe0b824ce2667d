// Says what a patch may never touch. Pure, and the last word before anything reaches GitHub.
import ignore from "ignore";
import type { GuardFault } from "../../../src/domain/guard-fault.ts";
import { type Change, type Patch, patchSize, textsOf } from "../../../src/domain/patch.ts";
import { RULES_PATH, type Rules } from "../../../src/domain/rules.ts";
import { visible } from "../../../src/domain/text.ts";
import type { Script, ScriptFile } from "../../toolchains/language.ts";

export type Guarded = {
  patch: Patch;
  /** Only their `allow:` opens what is protected: an issue may mention any file, and mean nothing by it. */
  rules: Rules;
  /** Where a secret scanner found something in the added lines. */
  secrets: { path: string; what: string }[];
  /** What the languages protect as well; patterns of gitignore. */
  protected: readonly string[];
  scriptFiles: readonly ScriptFile[];
};

export const MAX_FILES = 200;
export const MAX_ADDED_LINES = 5000;
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** No repository setting opens these. */
const FORBIDDEN = [
  ".github/workflows/",
  ".github/actions/",
  RULES_PATH,
  "CODEOWNERS",
  ".gitmodules",
  ".gitattributes",
  ".git",
  ".gitlab-ci.yml",
  ".circleci/",
  ".buildkite/",
  ".forgejo/workflows/",
  ".gitea/workflows/",
  ".teamcity/",
  ".travis.yml",
  ".drone.yml",
  ".cirrus.yml",
  "appveyor.yml",
  ".appveyor.yml",
  "azure-pipelines.yml",
  "bitbucket-pipelines.yml",
  "Jenkinsfile",
];

/** Open only where `allow:` in the rules names them. */
const PROTECTED = [
  ...["AGENTS.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md", "QWEN.md"],
  ...[".agents/", ".claude/", ".codex/", ".cursor/", ".gemini/", ".junie/", ".kiro/", ".qwen/", ".roo/"],
  ...[".aider.*", ".clinerules", ".cursorrules", ".windsurf/", ".windsurfrules", ".mcp.json"],
  // They run something on a person's machine when the repository is opened, entered, installed or committed to.
  ...[".devcontainer/", ".devcontainer.json", ".vscode/", ".idea/", ".envrc", ".githooks/"],
  ...[".pre-commit-config.yaml", "lefthook.yml", ".lefthook.yml"],
  ".github/",
];

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
  gitDirectories,
  oddPaths,
  unseenPaths,
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

function gitDirectories({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter(({ path }) => path.split("/").some((part) => /^\.git$|^git~1$/i.test(part)))
    .map(({ path }) => ({ kind: "git-directory", path }));
}

function oddPaths({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter(({ path }) => path.split("/").some((part) => part === ".." || part === "." || part === ""))
    .map(({ path }) => ({ kind: "odd-path", path }));
}

function unseenPaths({ patch }: Guarded): GuardFault[] {
  return patch.changes
    .filter(({ path }) => path.includes("\\") || visible(path) !== path)
    .map(({ path }) => ({ kind: "unseen-path", path }));
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
