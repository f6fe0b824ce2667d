// Coverage of Go: the profile that `go test` writes.
import { type CoverageTool, countsOf, FOLDER, linesOf, onlyTests, type ReadReport } from "../coverage.ts";

export const coverage: CoverageTool = {
  name: "go test -coverprofile",
  watch: onlyTests((command) =>
    command.replace(/^go test\b/, `mkdir -p ${FOLDER}; $& -coverprofile=${FOLDER}/profile`),
  ),
  collect: () => `go list -m | head -n 1; cat ${FOLDER}/profile`,
  read: profile,
};

/** Null where a command does more than call `go test`. */
export function coverageOf(commands: readonly string[]): CoverageTool | null {
  return commands.every((command) => /^go test\b[^;&|]*$/.test(command)) ? coverage : null;
}

/** The module's name on the first line, then blocks: `module/file.go:line.column,line.column statements count`. */
export function profile(...[report, files]: Parameters<ReadReport>): ReturnType<ReadReport> {
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
}
