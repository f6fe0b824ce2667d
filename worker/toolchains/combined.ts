// Several projects of one repository that need the same image, checked as one.
import type { Check } from "../../src/domain/evidence.ts";
import { placed } from "./placed.ts";
import type { Recognised, Touched } from "./toolchain.ts";

/** `folder`: a path in the repository; empty for the root. */
export type InFolder<Project> = { folder: string; project: Project };

/** The first says what the whole is called. A check of a folder is named after it, unless no other check has its name. */
export function combined<Project extends Recognised>(all: readonly InFolder<Project>[]): Project | null {
  const parts = all.map(({ folder, project }) => ({
    folder,
    project: folder === "" ? project : placed(project, folder),
  }));
  const [first, ...others] = parts;
  if (first === undefined) return null;
  if (others.length === 0) return first.project;
  const projects = parts.map(({ project }) => project);
  const names = projects.flatMap(({ checks }) => checks.map(({ name }) => name));
  const named = (folder: string, check: Check): Check =>
    folder === "" || names.filter((name) => name === check.name).length === 1
      ? check
      : { ...check, name: `${check.name} in ${folder}` };
  const asks = projects.flatMap(({ askRegistries }) => askRegistries ?? []);
  return {
    ...first.project,
    setup: projects.flatMap(({ setup }) => setup),
    setupReads: anyOf(projects.map(({ setupReads }) => setupReads)),
    checks: parts.flatMap(({ folder, project }) => project.checks.map((check) => named(folder, check))),
    leavings: [...new Set(projects.flatMap(({ leavings }) => leavings))],
    testsBuild: projects.every(({ testsBuild }) => testsBuild),
    // The root's own runner may take any command for its own, so it is asked last.
    runnerOf: firstRunner(parts.toSorted(foldersFirst).map(({ project }) => project)),
    coverage: null,
    versions: projects.flatMap(({ versions = [] }) => versions),
    packages: parts.flatMap(({ folder }) => (folder === "" ? [] : [folder])),
    guessed: projects.flatMap(({ guessed = [] }) => guessed),
    missing: projects.map(({ missing }) => missing ?? null).find((each) => each !== null) ?? null,
    askRegistries: asks.length === 0 ? null : asks.join("; "),
    narrow(touched) {
      const wanted = touchedParts(parts, touched);
      if (wanted === null || wanted.length === parts.length) return null;
      return wanted.flatMap(({ folder, project, paths }) =>
        (project.narrow(paths) ?? project.checks).map((check) => named(folder, check)),
      );
    },
  };
}

/** Of the first project that knows a runner for the command. */
export function firstRunner(projects: readonly Pick<Recognised, "runnerOf">[]): Recognised["runnerOf"] {
  return (check) => projects.map(({ runnerOf }) => runnerOf(check)).find((runner) => runner !== null) ?? null;
}

type Part<Project> = InFolder<Project> & { paths: Touched[] };

/** Null where the change touches a file that is in no folder of a project. */
function touchedParts<Project>(
  parts: readonly InFolder<Project>[],
  touched: readonly Touched[],
): Part<Project>[] | null {
  const inFolders = parts.filter(({ folder }) => folder !== "");
  const paths = (folder: string) => touched.filter(({ path }) => path.startsWith(`${folder}/`));
  const wanted = inFolders
    .map((part) => ({ ...part, paths: paths(part.folder) }))
    .filter((part) => part.paths.length > 0);
  const found = wanted.reduce((sum, part) => sum + part.paths.length, 0);
  return found === touched.length && found > 0 ? wanted : null;
}

function foldersFirst(a: InFolder<unknown>, b: InFolder<unknown>): number {
  return Number(a.folder === "") - Number(b.folder === "");
}

function anyOf(patterns: readonly (RegExp | null)[]): RegExp | null {
  const known = patterns.filter((pattern) => pattern !== null);
  return known.length < patterns.length ? null : new RegExp(known.map(({ source }) => source).join("|"));
}
