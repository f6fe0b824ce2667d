// What a patch may never touch, whoever wrote it. Pure: the last word before anything reaches GitHub.
import ignore from "ignore";
import type { GuardFault } from "../../src/domain/guard-fault.ts";
import { type Change, type Patch, patchSize, textsOf } from "../../src/domain/patch.ts";
import { RULES_PATH, type Rules } from "../../src/domain/rules.ts";
import { visible } from "../../src/domain/text.ts";

export type Guarded = {
  patch: Patch;
  /** Only their `allow:` opens what is protected: an issue may mention any file, and mean nothing by it. */
  rules: Rules;
  /** Where a secret scanner found something in the added lines. */
  secrets: { path: string; what: string }[];
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
  // What runs on the machine of whoever opens, enters, installs or commits.
  ...[".devcontainer/", ".devcontainer.json", ".vscode/", ".idea/", ".envrc", ".husky/", ".githooks/"],
  ...[".pre-commit-config.yaml", "lefthook.yml", ".lefthook.yml"],
  ...[".npmrc", ".yarnrc", ".yarnrc.yml", ".yarn/", ".pnpmfile.cjs", "pip.conf", ".cargo/", ".mvn/"],
  ".github/",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  "Cargo.lock",
  "poetry.lock",
  "uv.lock",
  "go.sum",
  "jest.config.*",
  "vitest.config.*",
  ".mocharc.*",
  "pytest.ini",
  "tox.ini",
  "conftest.py",
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
  const hit = new Set([...matching(patch, PROTECTED), ...matching(patch, rules.protect)]);
  return [...hit]
    .filter((change) => !never.has(change) && !isOpened(guarded, change.path))
    .map(({ path }) => ({ kind: "protected-path", path }));
}

/** Scripts that npm runs unasked, on the machine of whoever installs, and the one that says what a test is. */
const UNASKED =
  /"((?:pre|post)?(?:install|prepare|pack|publish|test)|prepublishOnly|dependencies)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

function scripts(guarded: Guarded): GuardFault[] {
  return guarded.patch.changes.flatMap(({ path, added, removed }): GuardFault[] => {
    if (!/(^|\/)package\.json$/i.test(path) || isOpened(guarded, path)) return [];
    const before = unasked(textsOf(removed));
    const changed = unasked(textsOf(added)).filter(([line]) => !before.some(([same]) => same === line));
    const names = [...new Set(changed.map(([, name]) => name))];
    return names.length === 0 ? [] : [{ kind: "script", path, scripts: names }];
  });
}

/** Each such script as a whole, and its name. */
function unasked(lines: string[]): [line: string, name: string][] {
  const text = lines.join("\n").replace(/\\u([0-9a-f]{4})/gi, (_whole, code) => codeText(code));
  return [...text.matchAll(UNASKED)].map(([, name = "", command]) => [`${name}: ${command}`, name]);
}

function codeText(hexadecimal: string): string {
  return String.fromCharCode(Number.parseInt(hexadecimal, 16));
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

function matching(patch: Patch, patterns: string[]): Change[] {
  const matcher = ignore({ ignorecase: true }).add(patterns);
  return patch.changes.filter((change) => ignore.isPathValid(change.path) && matcher.ignores(change.path));
}
