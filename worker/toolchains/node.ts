// Node: npm, pnpm, Yarn or Bun by the lockfile, and the scripts of package.json as checks.
import { z } from "zod";
import type { Check } from "../../src/domain/evidence.ts";
import { buildCheck, firstOf, has, lintCheck, manifest, read, testCheck } from "./recognition.ts";
import type { Toolchain, TreeView } from "./toolchain.ts";

const Names = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  scripts: Names,
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  workspaces: z.unknown().optional(),
  packageManager: z.string().optional(),
});
type Manifest = z.infer<typeof Manifest>;

export const node: Toolchain = {
  name: "node",
  recognise: async (tree) => {
    const found = await manifest(tree, "package.json", Manifest);
    if (found === null) return null;
    return {
      toolchain: "node",
      image: "node",
      setup: setupOf(tree, found),
      setupReads: (await buildsItself(tree)) ? null : MANIFEST,
      checks: checksOf(tree, found),
      registries: [],
      askRegistries: ASK_NPM,
      read,
    };
  },
};

/** The registry npm is set to, and the ones the lockfile says its packages came from. */
const ASK_NPM =
  "npm config get registry; grep -ohE 'https?://[^/\" ]+' package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml 2>/dev/null | sort -u | head -20";

/** Manifests, lockfiles, settings of package managers, and the patches and packages some of them keep in the repository. */
const MANIFEST =
  /(^|\/)(package\.json|npm-shrinkwrap\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|\.pnpmfile\.cjs|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(\.yml)?|\.nvmrc|\.node-version)$|(^|\/)(patches|\.yarn)\//;
const MAX_MANIFESTS = 50;

/** Installing runs what these name, and that may read any file. */
async function buildsItself(tree: TreeView): Promise<boolean> {
  const manifests = tree.paths.filter((path) => /(^|\/)package\.json$/.test(path));
  if (manifests.length > MAX_MANIFESTS || tree.paths.some((path) => /(^|\/)binding\.gyp$/.test(path)))
    return true;
  const read = await Promise.all(manifests.map((path) => manifest(tree, path, Scripts)));
  return read.some((each) => each === null || AT_INSTALL.some((name) => each.scripts[name] !== undefined));
}

const Scripts = z.object({ scripts: Names });
const AT_INSTALL = [
  "preinstall",
  "install",
  "postinstall",
  "preprepare",
  "prepare",
  "postprepare",
  "prepublish",
];

function setupOf(tree: TreeView, found: Manifest): string[] {
  const lists = [found.dependencies, found.devDependencies, found.optionalDependencies];
  if (lists.every((list) => Object.keys(list).length === 0) && found.workspaces === undefined) return [];
  if (has(tree, "pnpm-lock.yaml")) return [`npx --yes ${managerOf(found, "pnpm")} install --frozen-lockfile`];
  if (has(tree, "yarn.lock")) return [yarnInstall(tree, found)];
  if (firstOf(tree, ["bun.lock", "bun.lockb"]) !== null) {
    return [`npx --yes ${managerOf(found, "bun")} install --frozen-lockfile`];
  }
  const locked = firstOf(tree, ["package-lock.json", "npm-shrinkwrap.json"]) !== null;
  return [`npm ${locked ? "ci" : "install --no-package-lock"} --no-audit --no-fund`];
}

function yarnInstall(tree: TreeView, found: Manifest): string {
  const modern = has(tree, ".yarnrc.yml");
  const manager = managerOf(found, modern ? "@yarnpkg/cli-dist" : "yarn").replace(
    /^yarn@(?!1\.)/,
    "@yarnpkg/cli-dist@",
  );
  return `npx --yes ${manager} install ${modern ? "--immutable" : "--frozen-lockfile"}`;
}

/** The version the repository asks for, so that the lockfile is understood; without the hash of its archive. */
function managerOf(found: Manifest, name: string): string {
  const asked = /^(?:pnpm|yarn|bun)@\d[\w.-]*/.exec(found.packageManager ?? "")?.[0];
  return asked ?? name;
}

const NO_TEST = /no test specified/;
const TYPES = ["typecheck", "type-check", "types", "check-types", "check:types", "tsc"];

/** `npm run` runs the scripts whichever manager installed what they need. */
function checksOf(tree: TreeView, found: Manifest): Check[] {
  const { scripts } = found;
  const types = TYPES.find((name) => scripts[name] !== undefined);
  const compiles = [scripts.build, scripts.test].some((script) => /\btsc\b/.test(script ?? ""));
  const plainTypes =
    !compiles && has(tree, "tsconfig.json") && found.devDependencies.typescript !== undefined;
  return [
    ...(scripts.build === undefined ? [] : [buildCheck("npm run build")]),
    ...(types === undefined ? [] : [lintCheck("types", `npm run ${types}`)]),
    ...(types === undefined && plainTypes ? [lintCheck("types", "npx --no-install tsc --noEmit")] : []),
    ...(scripts.lint === undefined ? [] : [lintCheck("lint", "npm run lint")]),
    ...(scripts.test === undefined || NO_TEST.test(scripts.test)
      ? []
      : [testCheck(testCommand(scripts.test))]),
  ];
}

/** Asks for a report that names each test, where the script leaves room to ask. CI=true keeps watchers from waiting. */
function testCommand(script: string): string {
  if (/\bnode\b.* --test\b/.test(script) && !script.includes("--test-reporter")) {
    return "CI=true NODE_OPTIONS=--test-reporter=tap npm test";
  }
  if (/^jest\b[^&|;]*$/.test(script)) return "CI=true npm test -- --verbose";
  if (/^vitest\b[^&|;]*$/.test(script) && !script.includes("--reporter"))
    return "CI=true npm test -- --reporter=verbose";
  return "CI=true npm test";
}
