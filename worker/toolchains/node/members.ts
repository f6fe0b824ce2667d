// The packages of a monorepo whose tests are checks of their own, each in its folder.
import { z } from "zod";
import type { Check } from "../../../src/domain/evidence.ts";
import { lintCheck, testCheck } from "../checks.ts";
import { foldersNamed } from "../packages.ts";
import { bareIn, inFolder, placedRunner } from "../placed.ts";
import type { Runner } from "../runner.ts";
import type { TreeView } from "../toolchain.ts";
import { manifest } from "../tree.ts";
import { BINS, expanded, fromNpm, LINTS } from "./expanded.ts";
import type { Manifest, Package } from "./manifest.ts";
import { type Reach, reachOf } from "./reach.ts";
import { runnerOf } from "./runner.ts";
import { testCommand, testScript } from "./tests.ts";

export type Member = { folder: string; check: Check; scripts: Manifest["scripts"] };

/** `lints`: what the root's test script reads besides, as a check; null: nothing. */
export type Members = { members: Member[]; lints: Check | null };

/** With more packages than this, their tests are one check, and have no names. */
const MOST = 40;

/** Null: the root runs its tests itself, or nothing in the manifests tells which packages have any. */
export async function membersOf(
  tree: TreeView,
  root: Manifest,
  packages: readonly Package[],
): Promise<Members | null> {
  const own = testScript(root) === null ? UNSAID : reachesIn(root);
  if (own === null || packages.length === 0) return null;
  if (!(await isTold(tree, own.tools, packages))) return null;
  const tested = own.reaches.map((reach) => testedBy(reach, packages));
  if (tested.includes(null)) return null;
  const all = new Map(tested.flatMap((each) => each ?? []).map((each) => [each.folder, each]));
  if (all.size === 0 || all.size > MOST) return null;
  const isOnly = all.size === 1 && testScript(root) === null;
  const members = [...all.values()].map(({ folder, command, scripts }) => {
    const check = testCheck(inFolder(folder, command));
    return { folder, scripts, check: isOnly ? check : { ...check, name: `${check.name} in ${folder}` } };
  });
  return {
    members,
    lints: own.lints.length === 0 ? null : lintCheck("lint of test", own.lints.join(" && ")),
  };
}

/** The runner of a member's check; null: the command is none, or its runner is not known by name. */
export function memberRunner(members: readonly Member[], command: string): Runner | null {
  for (const { folder, scripts } of members) {
    const bare = bareIn(folder, command);
    const runner = bare === null ? null : runnerOf(bare, scripts);
    if (runner !== null) return placedRunner(withRootsPrograms(runner, folder), folder);
  }
  return null;
}

/** Package managers install most programs in the root; npm looks for them there, too. */
function withRootsPrograms(runner: Runner, folder: string): Runner {
  const up = folder.replaceAll(/[^/]+/g, "..");
  const whole = (line: string) =>
    line.replaceAll(`${BINS}:$PATH`, `${BINS}:$PWD/${up}/node_modules/.bin:$PATH`);
  return {
    ...runner,
    reporting: (line, path) => {
      const asked = runner.reporting(line, path);
      return asked === null ? null : { command: whole(asked.command) };
    },
    only: (line, files) => {
      const command = runner.only(line, files);
      return command === null ? null : whole(command);
    },
  };
}

type Said = { reaches: Reach[]; lints: string[]; tools: string };

const UNSAID: Said = { reaches: [{ script: "test", packages: "all", before: "" }], lints: [], tools: "" };

/** Null: the root's test script does more than to run those of packages, to build and to lint. */
function reachesIn(root: Manifest): Said | null {
  const parts = partsOf("test", root);
  const built = new Set(root.scripts.build === undefined ? [] : (partsOf("build", root) ?? []));
  if (parts === null) return null;
  const isChecked = (part: string) => built.has(part) || /^npm run (?:lint|eslint)$/.test(part);
  const left = parts.filter((part) => !isChecked(part));
  const lints = left.filter((part) => LINTS.test(part));
  const others = left.filter((part) => !LINTS.test(part));
  const reaches = others.flatMap((part) => reachOf(part) ?? []);
  if (reaches.length === 0 || reaches.length < others.length) return null;
  return { reaches, lints: lints.map(fromNpm), tools: others.join(" ") };
}

function partsOf(script: string, { scripts }: Manifest): string[] | null {
  const parts = expanded(`npm run ${script}`, scripts)?.parts ?? null;
  return parts?.map((part) => part.replace(/^export PATH=[^;]*; (?:export CI=true; )?/, "")) ?? null;
}

type Tested = { folder: string; command: string; scripts: Manifest["scripts"] };

/** Null: a package that the command names is none that we know, or has no such script. */
function testedBy({ script, packages: named, before }: Reach, packages: readonly Package[]): Tested[] | null {
  const isMeant = ({ folder, manifest }: Package) =>
    named === "all" || named.includes(folder) || named.includes(manifest.name ?? "");
  const tested = packages.filter(isMeant).flatMap(({ folder, manifest: { scripts } }) => {
    const command = commandOf(scripts, script);
    return command === null ? [] : [{ folder, command: `${before}${command}`, scripts }];
  });
  return named === "all" || tested.length === named.length ? tested : null;
}

function commandOf(scripts: Manifest["scripts"], script: string): string | null {
  if (script !== "test") return scripts[script] === undefined ? null : `CI=true npm run ${script}`;
  const own = testScript({ scripts });
  return own === null ? null : testCommand({ scripts }, own);
}

const Lerna = z.object({ packages: z.array(z.string()).optional() });
const Nx = z.object({ plugins: z.unknown().optional() });

/** Lerna may know other packages than the workspaces. Nx may have targets that are no scripts: https://nx.dev/concepts/inferred-tasks */
async function isTold(tree: TreeView, tools: string, packages: readonly Package[]): Promise<boolean> {
  if (/\blerna\b/.test(tools)) {
    const own = (await manifest(tree, "lerna.json", Lerna))?.packages;
    const folders = new Set(own === undefined ? [] : foldersNamed(tree, "package.json", own));
    if (own !== undefined && packages.some(({ folder }) => !folders.has(folder))) return false;
    return own === undefined || folders.size === packages.length;
  }
  if (!/\bnx\b/.test(tools)) return true;
  const nx = await manifest(tree, "nx.json", Nx);
  return nx?.plugins === undefined && !tree.paths.some((path) => /(^|\/)project\.json$/.test(path));
}
