// Packages of a monorepo that do not build on the untouched base: what does not need them is checked without them.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Project } from "../../toolchains/toolchain.ts";

export type RedPackage = { folder: string; unbuilt: CheckResult };

export type Remaining = {
  /** Its checks are those of the packages that build. */
  project: Project;
  results: CheckResult[];
  red: RedPackage[];
};

/** With more packages, each built alone takes longer than a person would wait. */
const MOST_PACKAGES = 30;

/** Null: the project is one piece, or nothing is left to check without what does not build. */
export async function withoutRed(
  project: Project,
  runAll: (checks: readonly Check[]) => Promise<CheckResult[]>,
): Promise<Remaining | null> {
  const { packages } = project;
  if (packages.length < 2 || packages.length > MOST_PACKAGES) return null;
  const red: RedPackage[] = [];
  for (const folder of packages) {
    const builds = checksOf(project, [folder])?.filter(({ kind }) => kind === "build");
    if (builds === undefined) return null;
    const unbuilt = unbuiltIn(await runAll(builds));
    if (unbuilt !== undefined) red.push({ folder, unbuilt });
  }
  const green = packages.filter((folder) => red.every((each) => each.folder !== folder));
  const checks = red.length === 0 || green.length === 0 ? null : checksOf(project, green);
  if (checks === null) return null;
  const results = await runAll(checks);
  return unbuiltIn(results) === undefined ? { project: { ...project, checks }, results, red } : null;
}

export function unbuiltIn(results: readonly CheckResult[]): CheckResult | undefined {
  return results.find(({ check, ending }) => check.kind === "build" && ending !== "passed");
}

/** As if a change touched only these packages. */
function checksOf(project: Project, folders: readonly string[]): Check[] | null {
  return project.narrow(folders.map((folder) => ({ path: `${folder}/package`, kind: "modified" })));
}

/** The package that a change would have to touch where it can touch nothing else; null: it has other places. */
export function redUnder(red: readonly RedPackage[], paths: readonly string[]): RedPackage | null {
  const under = paths.map((path) => red.find(({ folder }) => path.startsWith(`${folder}/`)));
  return under.includes(undefined) ? null : (under[0] ?? null);
}
