// What a patch may never touch, whoever wrote it. Pure: the last word before anything reaches GitHub.
import ignore from "ignore";
import { type Change, type Patch, patchSize } from "../../src/domain/patch.ts";
import { RULES_PATH, type Rules } from "../../src/domain/rules.ts";
import { visible } from "../../src/domain/text.ts";
import { count } from "../../src/messages/words.ts";
import { pairUp, sectionsOf } from "../workspace/changes.ts";

/** One reason why the patch is not published, in words for the issue. */
export type Fault = { path: string | null; what: string; remedy: string };

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

type GuardRule = (guarded: Guarded) => Fault[];

const guardRules: GuardRule[] = [size, forbidden, protectedPaths, scripts, kinds, secrets];

/** Every fault there is; empty: the patch may be published. */
export function guard(guarded: Guarded): Fault[] {
  return guardRules.flatMap((rule) => rule(guarded));
}

function size({ patch }: Guarded): Fault[] {
  const { files, added } = patchSize(patch);
  const faults: Fault[] = [];
  const remedy = "Split the issue into smaller ones, each with its own label";
  if (files > MAX_FILES)
    faults.push({ path: null, what: `it touches ${files} files, more than ${MAX_FILES}`, remedy });
  if (added > MAX_ADDED_LINES) {
    faults.push({ path: null, what: `it adds ${added} lines, more than ${MAX_ADDED_LINES}`, remedy });
  }
  return [...faults, ...large(patch)];
}

/** The largest first: it may be all that is read. */
function large(patch: Patch): Fault[] {
  const beyond = patch.changes.filter((change) => change.bytes > MAX_FILE_BYTES);
  return beyond
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes }) => ({
      path,
      what: `it has ${count(bytes, "byte")}, more than ${count(MAX_FILE_BYTES, "byte")}`,
      remedy:
        "Name large files that tools make in `.gitignore` on the default branch, and add those that the change needs by hand",
    }));
}

function forbidden({ patch }: Guarded): Fault[] {
  return matching(patch, FORBIDDEN).map((change) => ({
    path: change.path,
    what: "files that decide what runs with your credentials are never changed",
    remedy: "Make this part of the change by hand",
  }));
}

function protectedPaths(guarded: Guarded): Fault[] {
  const { patch, rules } = guarded;
  const never = new Set(matching(patch, FORBIDDEN));
  const hit = new Set([...matching(patch, PROTECTED), ...matching(patch, rules.protect)]);
  return [...hit]
    .filter((change) => !never.has(change) && !isOpened(guarded, change.path))
    .map((change) => ({
      path: change.path,
      what: "the path is protected",
      remedy: named(change.path),
    }));
}

/** Scripts that npm runs unasked, on the machine of whoever installs, and the one that says what a test is. */
const UNASKED =
  /"((?:pre|post)?(?:install|prepare|pack|publish|test)|prepublishOnly|dependencies)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

function scripts(guarded: Guarded): Fault[] {
  const { changes, text } = guarded.patch;
  return pairUp(changes, sectionsOf(text)).flatMap(({ change: { path, added }, sections }) => {
    if (!/(^|\/)package\.json$/i.test(path) || isOpened(guarded, path)) return [];
    const before = unasked(sections.flatMap((section) => section.removed));
    const changed = unasked(added).filter(([line]) => !before.some(([same]) => same === line));
    if (changed.length === 0) return [];
    const what = `it changes ${whatRuns(changed.map(([, name]) => name))}`;
    return [{ path, what, remedy: named(path) }];
  });
}

function whatRuns(scripts: string[]): string {
  const found = [...new Set(scripts)];
  const isOfTests = (name: string) => name.endsWith("test");
  const kinds: [what: string, names: string[]][] = [
    ["what npm runs by itself", found.filter((name) => !isOfTests(name))],
    ["what `npm test` runs", found.filter(isOfTests)],
  ];
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} (${names.map((name) => `\`${name}\``).join(", ")})`)
    .join(", and ");
}

/** Each such script as a whole, and its name. */
function unasked(lines: string[]): [line: string, name: string][] {
  const text = lines.join("\n").replace(/\\u([0-9a-f]{4})/gi, (_whole, code) => codeText(code));
  return [...text.matchAll(UNASKED)].map(([, name = "", command]) => [`${name}: ${command}`, name]);
}

function codeText(hexadecimal: string): string {
  return String.fromCharCode(Number.parseInt(hexadecimal, 16));
}

/** Links, submodules and odd paths lead out of the tree somewhere later, on somebody's machine. */
function kinds({ patch }: Guarded): Fault[] {
  return patch.changes.flatMap((change) => {
    const what = oddity(change);
    return what === null ? [] : [{ path: change.path, what, remedy: "Make this part of the change by hand" }];
  });
}

function oddity(change: Change): string | null {
  if (change.mode === "160000" || change.previousMode === "160000") return "submodules are not changed";
  if (change.mode === "120000") return "symbolic links are not made";
  const parts = change.path.split("/");
  if (parts.some((part) => /^\.git$|^git~1$/i.test(part))) return "the path leads into git's own directory";
  if (parts.some((part) => part === ".." || part === "." || part === ""))
    return "the path is not a plain one";
  if (change.path.includes("\\") || visible(change.path) !== change.path)
    return "the path has characters a reader cannot see";
  return null;
}

function secrets({ secrets: found }: Guarded): Fault[] {
  return found.map(({ path, what }) => ({
    path,
    what: `it looks like a secret (${what})`,
    remedy: "If it is a made-up value for a test, make it look like one",
  }));
}

function named(path: string): string {
  return `Ask for \`${path}\` to stay as it is, or name it under \`allow:\` in ${RULES_PATH}`;
}

function isOpened({ rules }: Guarded, path: string): boolean {
  return ignore.isPathValid(path) && ignore().add(rules.allow).ignores(path);
}

function matching(patch: Patch, patterns: string[]): Change[] {
  const matcher = ignore({ ignorecase: true }).add(patterns);
  return patch.changes.filter((change) => ignore.isPathValid(change.path) && matcher.ignores(change.path));
}
