// Coverage of C and C++: the compiler's own.
import { type CoverageTool, countsOf, linesOf, type ReadReport } from "../coverage.ts";

/**
 * With make the flag is part of the compiler's name, because a Makefile may set its own flags and lose ours. CMake, Meson
 * and configure scripts take flags from the environment. gcov reports no file outside of the repository, such as the
 * headers of libraries.
 */
export const coverage: CoverageTool = {
  name: "gcc --coverage",
  watch: ({ command }) =>
    /^make\b/.test(command)
      ? command.replace(/^make\b/, "make CC='gcc --coverage' CXX='g++ --coverage'")
      : `export CFLAGS=--coverage CXXFLAGS=--coverage LDFLAGS=--coverage; ${command}`,
  collect: () =>
    "find . /tmp -name '*.gcda' | head -n 1000 | tr '\\n' '\\0' | xargs -0 -r gcov -t -r -s /repo",
  read: gcov,
};

/** Null where a command calls no build system whose compiler flags we can set. */
export function coverageOf(commands: readonly string[]): CoverageTool | null {
  return commands.every((command) => /^(?:make \w+$|(?:\{ )?cmake |meson setup )/.test(command))
    ? coverage
    : null;
}

/** `count: line: source`. Line 0 names the file; `#####` never ran; `-` cannot run. */
export function gcov(...[report, files]: Parameters<ReadReport>): ReturnType<ReadReport> {
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
}
