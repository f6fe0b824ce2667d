// How a Node project is installed: npm, pnpm, Yarn or Bun by the lockfile, in the version the repository asks for.

import type { TreeView } from "../toolchain.ts";
import { firstOf, has, manifest, textOf } from "../tree.ts";
import { dependenciesOf, Manifest } from "./manifest.ts";

/** The registry npm is set to, and the ones the lockfile says its packages came from. */
export const ASK_NPM =
  "npm config get registry; grep -ohE 'https?://[^/\" ]+' package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml 2>/dev/null | sort -u | head -20";

/** Manifests, lockfiles, settings of package managers, and the patches and packages some of them keep in the repository. */
const MANIFEST =
  /(^|\/)(package\.json|npm-shrinkwrap\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|\.pnpmfile\.cjs|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(\.yml)?|\.nvmrc|\.node-version)$|(^|\/)(patches|\.yarn)\//;
const MAX_MANIFESTS = 50;

export async function setUpOf(tree: TreeView, root: Manifest) {
  return {
    setup: await commandsOf(tree, root),
    setupReads: (await buildsItself(tree)) ? null : MANIFEST,
    askRegistries: ASK_NPM,
  };
}

/** Installing runs these scripts, and a script may read any file. */
async function buildsItself(tree: TreeView): Promise<boolean> {
  const manifests = tree.paths.filter((path) => /(^|\/)package\.json$/.test(path));
  if (manifests.length > MAX_MANIFESTS || tree.paths.some((path) => /(^|\/)binding\.gyp$/.test(path)))
    return true;
  const read = await Promise.all(manifests.map((path) => manifest(tree, path, Manifest)));
  return read.some((each) => each === null || AT_INSTALL.some((name) => each.scripts[name] !== undefined));
}

const AT_INSTALL = [
  "preinstall",
  "install",
  "postinstall",
  "preprepare",
  "prepare",
  "postprepare",
  "prepublish",
];

async function commandsOf(tree: TreeView, root: Manifest): Promise<string[]> {
  const needs = dependenciesOf(root).length > 0 || root.workspaces !== undefined;
  if (!needs && !has(tree, "pnpm-workspace.yaml")) return [];
  if (has(tree, "pnpm-lock.yaml")) {
    const version = pnpmFor(await textOf(tree, ["pnpm-lock.yaml"]));
    return [bring(askedIn(root, "pnpm") ?? version), "pnpm install --frozen-lockfile"];
  }
  if (has(tree, "yarn.lock")) return yarn(tree, root);
  if (firstOf(tree, ["bun.lock", "bun.lockb"]) !== null) {
    return [bring(askedIn(root, "bun") ?? "bun"), "bun install --frozen-lockfile"];
  }
  const locked = firstOf(tree, ["package-lock.json", "npm-shrinkwrap.json"]) !== null;
  return [`npm ${locked ? "ci" : "install --no-package-lock"} --no-audit --no-fund`];
}

function yarn(tree: TreeView, root: Manifest): string[] {
  const asked = askedIn(root, "yarn");
  const modern = asked === null ? has(tree, ".yarnrc.yml") : !asked.startsWith("yarn@1.");
  if (!modern) return [bring(asked ?? "yarn@1"), "yarn install --frozen-lockfile"];
  const version = asked?.slice("yarn@".length);
  // Yarn gets npm's registry, because set-up may reach only that, and node_modules, where npm finds programs of scripts.
  const settings = 'YARN_NPM_REGISTRY_SERVER="$(npm config get registry)" YARN_NODE_LINKER=node-modules';
  return [
    bring(`@yarnpkg/cli-dist${version === undefined ? "" : `@${version}`}`),
    `${settings} yarn install --immutable`,
  ];
}

/** Installs it at home, on PATH, because the scripts of a repository may call it too. */
function bring(manager: string): string {
  return `npm install --global --prefix "$HOME/.local" --no-audit --no-fund ${manager}`;
}

/** The version that the repository asks for, without the hash of its archive. Another one may not read the lockfile. */
function askedIn(root: Manifest, name: string): string | null {
  const asked = /^(pnpm|yarn|bun)@\d[\w.-]*/.exec(root.packageManager ?? "");
  return asked?.[1] === name ? asked[0] : null;
}

/** A version of pnpm reads only its own format of lockfile. */
function pnpmFor(lockfile: string): string {
  const format = /^lockfileVersion: '?(\d+)/m.exec(lockfile)?.[1];
  if (format === "5") return "pnpm@7";
  return format === "6" ? "pnpm@8" : "pnpm";
}
