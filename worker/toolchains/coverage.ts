// What coverage tools of several languages share: where they write, and how a report becomes counts. Reports are hostile.
import type { Check } from "../../src/domain/evidence.ts";

/** For each file asked for: the lines that can run, and how often each did. */
export type LineCounts = Map<string, Map<number, number>>;

/** Reads what it recognises of the files asked for, and nothing else. Total, and bounded. */
export type ReadReport = (report: string, files: ReadonlySet<string>) => LineCounts;

/** How tests are watched while they run. */
export type CoverageTool = {
  /** What a person knows the tool by. */
  name: string;
  /** The check's command, with the tool before or behind it where the tool has to be there. */
  watch(check: Pick<Check, "command" | "kind">): string;
  /** A command that prints the report, of these files if the tool can choose. It runs in the same sandbox afterwards. */
  collect(files: readonly string[]): string;
  read: ReadReport;
};

/** For the tools' own files: outside of the repository, so that no test finds them. */
export const FOLDER = "/tmp/coverage";

export function onlyTests(watch: (command: string) => string): CoverageTool["watch"] {
  return ({ command, kind }) => (kind === "test" ? watch(command) : command);
}

const LINE_CHARACTERS = 2_000;
/** Each process, package or test binary may report a line again. */
export const MOST_COUNTS = 200_000;

/** `SF:` begins a file, `DA:` is a line with its count. */
export const lcov: ReadReport = (report, files) => {
  const counts = countsOf(files);
  let file = "";
  for (const line of linesOf(report)) {
    if (line.startsWith("SF:")) file = line.slice(3);
    const found = /^DA:(\d+),(\d+)/.exec(line);
    if (found !== null) counts.add(file, Number(found[1]), Number(found[2]));
  }
  return counts.all;
};

export function linesOf(report: string): string[] {
  return report.split("\n").map((line) => line.replace(/\r$/, "").slice(0, LINE_CHARACTERS));
}

/** The path of the repository in a sandbox, also relative to another folder. */
const ROOT = /^(?:(?:\.\.\/)+repo\/|\/repo\/|\.\/)+/;

/** `add` returns false for a file that nobody asked for, and once there are too many counts. */
export function countsOf(files: ReadonlySet<string>) {
  const all: LineCounts = new Map();
  let room = MOST_COUNTS;
  const add = (named: string, line: number, count: number): boolean => {
    const path = named.trim().replace(ROOT, "");
    if (!files.has(path) || line < 1 || room-- <= 0) return false;
    const file = all.get(path) ?? new Map<number, number>();
    file.set(line, Math.max(file.get(line) ?? 0, count));
    all.set(path, file);
    return true;
  };
  return { all, add };
}
