// Which lines ran, as coverage tools write it: lcov, Go's profile, and what gcov prints. All of it comes from a sandbox.

/** Of each file asked for: the lines that can run, and how often each did. */
export type LineCounts = Map<string, Map<number, number>>;

/** Reads what it recognises of the files asked for, and nothing else. Total, and bounded. */
export type ReadReport = (report: string, files: ReadonlySet<string>) => LineCounts;

const LINE_CHARACTERS = 2_000;
/** A line is counted again wherever a process, a package or a test binary tells of it. */
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

/** The module's name on the first line, then blocks: `module/file.go:line.column,line.column statements count`. */
export const goProfile: ReadReport = (report, files) => {
  const counts = countsOf(files);
  const [module = "", ...lines] = linesOf(report);
  for (const line of lines) {
    const block = /^(\S+\.go):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/.exec(line);
    if (block === null) continue;
    const [, name = "", from, to, count] = block;
    if (!name.startsWith(`${module}/`)) continue;
    const file = name.slice(module.length + 1);
    for (let number = Number(from); number <= Number(to); number++) {
      if (!counts.add(file, number, Number(count))) break;
    }
  }
  return counts.all;
};

/** `count: line: source`, where the file stands on line 0, `#####` never ran and `-` cannot run. */
export const gcov: ReadReport = (report, files) => {
  const counts = countsOf(files);
  let file = "";
  for (const line of linesOf(report)) {
    const found = /^ *([-#=]+|\d+\*?): *(\d+):(.*)$/.exec(line);
    if (found === null) continue;
    const [, count = "", number, text = ""] = found;
    if (number === "0") file = text.startsWith("Source:") ? text.slice(7) : file;
    else if (count !== "-") counts.add(file, Number(number), Number.parseInt(count, 10) || 0);
  }
  return counts.all;
};

function linesOf(report: string): string[] {
  return report.split("\n").map((line) => line.replace(/\r$/, "").slice(0, LINE_CHARACTERS));
}

/** Where a sandbox has the repository, as seen from anywhere. */
const ROOT = /^(?:(?:\.\.\/)+repo\/|\/repo\/|\.\/)+/;

function countsOf(files: ReadonlySet<string>) {
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
