// What a patch may never touch, whoever wrote it. Pure: the last word before anything reaches GitHub.
import ignore from "ignore";
import { type Change, type Patch, patchSize } from "../../src/domain/patch.ts";
import { RULES_PATH, type Rules } from "../../src/domain/rules.ts";

/** One reason why the patch is not published, in words for the issue. */
export type Fault = { path: string | null; what: string; remedy: string };

export type Guarded = {
  patch: Patch;
  rules: Rules;
  /** Everything a person agreed to, as text: a protected file named there may be touched. */
  agreed: string;
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
];

/** Open only where `allow:` in the rules or the agreed spec names them. */
const PROTECTED = [
  "AGENTS.md",
  "CLAUDE.md",
  "GEMINI.md",
  ".cursor/",
  ".cursorrules",
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

const guardRules: GuardRule[] = [size, forbidden, protectedPaths, kinds, secrets];

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
  for (const change of patch.changes) {
    if (change.bytes > MAX_FILE_BYTES) {
      faults.push({
        path: change.path,
        what: `it is ${change.bytes} bytes, more than ${MAX_FILE_BYTES}`,
        remedy,
      });
    }
  }
  return faults;
}

function forbidden({ patch }: Guarded): Fault[] {
  return matching(patch, FORBIDDEN).map((change) => ({
    path: change.path,
    what: "files that decide what runs with your credentials are never changed",
    remedy: "Make this part of the change by hand",
  }));
}

function protectedPaths({ patch, rules, agreed }: Guarded): Fault[] {
  const allowed = ignore().add(rules.allow);
  const never = new Set(matching(patch, FORBIDDEN));
  const hit = new Set([...matching(patch, PROTECTED), ...matching(patch, rules.protect)]);
  return [...hit]
    .filter((change) => !never.has(change))
    .filter((change) => !allowed.ignores(change.path) && !agreed.includes(change.path))
    .map((change) => ({
      path: change.path,
      what: "the path is protected",
      remedy: `Name \`${change.path}\` in the issue, or under \`allow:\` in ${RULES_PATH}`,
    }));
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
  if (/[\p{Cc}\p{Cf}\\]/u.test(change.path)) return "the path has characters a reader cannot see";
  return null;
}

function secrets({ secrets: found }: Guarded): Fault[] {
  return found.map(({ path, what }) => ({
    path,
    what: `it looks like a secret (${what})`,
    remedy: "If it is a made-up value for a test, make it look like one",
  }));
}

function matching(patch: Patch, patterns: string[]): Change[] {
  const matcher = ignore({ ignorecase: true }).add(patterns);
  return patch.changes.filter((change) => ignore.isPathValid(change.path) && matcher.ignores(change.path));
}
