// A project in a folder of the repository: its commands run there, and its paths are those of the repository.
import type { CoverageTool } from "./coverage.ts";
import type { Report, Runner } from "./runner.ts";
import type { Recognised, Touched } from "./toolchain.ts";

type Placed = Pick<
  Recognised,
  | "setup"
  | "checks"
  | "leavings"
  | "runnerOf"
  | "coverage"
  | "narrow"
  | "versions"
  | "guessed"
  | "packages"
  | "askRegistries"
>;

/** `setupReads` stays as it is: toolchains match manifests at any depth. */
export function placed<Project extends Placed>(project: Project, folder: string): Project {
  const here = (line: string) => inFolder(folder, line);
  return {
    ...project,
    setup: project.setup.map(here),
    checks: project.checks.map((check) => ({ ...check, command: here(check.command) })),
    leavings: project.leavings.map((pattern) => (pattern.startsWith("/") ? `/${folder}${pattern}` : pattern)),
    runnerOf({ command, kind }) {
      const bare = bareIn(folder, command);
      const runner = bare === null ? null : project.runnerOf({ command: bare, kind });
      return runner === null ? null : placedRunner(runner, folder);
    },
    versions: (project.versions ?? []).map((asked) => ({
      ...asked,
      from: `${folder}/${asked.from}`,
      show: here(asked.show),
    })),
    guessed: (project.guessed ?? []).map(here),
    packages: [],
    coverage: project.coverage === null ? null : placedCoverage(project.coverage, folder),
    narrow: (touched) => narrowed(project, folder, touched),
    askRegistries: project.askRegistries === null ? null : here(project.askRegistries),
  };
}

/** Commands of toolchains have no parentheses that are open at their end, so a command is told from what stands around it. */
export function inFolder(folder: string, line: string): string {
  return `(cd ${folder} && { ${line}; })`;
}

/** Null: the line is none of the folder. */
export function bareIn(folder: string, line: string): string | null {
  const start = `(cd ${folder} && { `;
  const end = "; })";
  return line.startsWith(start) && line.endsWith(end) ? line.slice(start.length, -end.length) : null;
}

/** Its commands are those of `inFolder`. No title can follow them, because they end with a bracket. */
export function placedRunner(runner: Runner, folder: string): Runner {
  const start = `${folder}/`;
  return {
    name: runner.name,
    reporting(command, path) {
      const bare = bareIn(folder, command);
      const asked = bare === null ? null : runner.reporting(bare, path);
      return asked === null ? null : { command: inFolder(folder, asked.command) };
    },
    read: (report) => placedReport(runner.read(report), start),
    ...(runner.inItsWay === undefined ? {} : { inItsWay: below(start, runner.inItsWay) }),
    only(command, files) {
      const bare = bareIn(folder, command);
      if (bare === null || files.some((file) => !file.startsWith(start))) return null;
      const line = runner.only(
        bare,
        files.map((file) => file.slice(start.length)),
      );
      return line === null ? null : inFolder(folder, line);
    },
    control(asked) {
      if (!asked.beside.startsWith(start)) return null;
      const loads = asked.loads
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length));
      const control = runner.control({ ...asked, beside: asked.beside.slice(start.length), loads });
      if (control === null) return null;
      const besides = (control.besides ?? []).map((file) => ({ ...file, path: start + file.path }));
      return { ...control, path: start + control.path, besides };
    },
    ...insideOf(runner, start),
    ...(runner.controlsNamedIn === undefined ? {} : { controlsNamedIn: start + runner.controlsNamedIn }),
  };
}

function insideOf({ inside }: Runner, start: string): Pick<Runner, "inside"> {
  if (inside === undefined) return {};
  return {
    inside: (asked) =>
      asked.path.startsWith(start) ? inside({ ...asked, path: asked.path.slice(start.length) }) : null,
  };
}

/** An expression for paths from the folder, for those from the root. */
function below(start: string, { source, flags }: RegExp): RegExp {
  const folder = start.replaceAll(/[.+]/g, "\\$&");
  return source.startsWith("^")
    ? new RegExp(`^${folder}${source.slice(1)}`, flags)
    : new RegExp(source, flags);
}

/** A runner names files from its own folder, or from the root where it gave a whole path that was cut to the repository. */
function placedReport({ tests, diagnostics, fault }: Report, start: string): Report {
  const from = (file: string) => (file.startsWith(start) || file.startsWith("/") ? file : start + file);
  return {
    tests: tests.map((test) => (test.file === undefined ? test : { ...test, file: from(test.file) })),
    diagnostics: diagnostics.map((each) => (each.file === null ? each : { ...each, file: from(each.file) })),
    fault,
  };
}

function placedCoverage(tool: CoverageTool, folder: string): CoverageTool {
  const start = `${folder}/`;
  const inside = (files: Iterable<string>) =>
    [...files].filter((file) => file.startsWith(start)).map((file) => file.slice(start.length));
  return {
    name: tool.name,
    watch({ command, kind }) {
      const bare = bareIn(folder, command);
      return bare === null ? command : inFolder(folder, tool.watch({ command: bare, kind }));
    },
    collect: (files) => inFolder(folder, tool.collect(inside(files))),
    read(report, files) {
      const counts = new Map(tool.read(report, files));
      for (const [file, lines] of tool.read(report, new Set(inside(files))))
        if (!counts.has(start + file)) counts.set(start + file, lines);
      return counts;
    },
  };
}

function narrowed(project: Placed, folder: string, touched: readonly Touched[]) {
  const start = `${folder}/`;
  if (touched.some(({ path }) => !path.startsWith(start))) return null;
  const checks = project.narrow(touched.map(({ path, kind }) => ({ path: path.slice(start.length), kind })));
  return checks?.map((check) => ({ ...check, command: inFolder(folder, check.command) })) ?? null;
}
