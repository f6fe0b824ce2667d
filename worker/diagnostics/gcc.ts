// gcc, clang and the linker.
import { diagnosticFrom, type Format, findLines } from "./format.ts";

const MESSAGE =
  /^(?<file>[^\s:][^:]*\.\w+):(?<line>\d+):(?:(?<column>\d+):)? (?:fatal )?(?<severity>error|warning): (?<message>\S.*?)(?: \[(?<code>-W[\w+=-]+)\])?$/;
const LINKER =
  /^(?:\S*ld: )?(?<file>[^\s:][^:]*\.\w+)?:?\(\.text\S*\): (?<message>(?:undefined reference|multiple definition)\b.*)$/;
const ASSERTION =
  /^(?:[^\s:]+: )?(?<file>[^\s:]+\.(?:c|cc|cpp|cxx|h|hpp)):(?<line>\d+): (?<message>.*\bAssertion\b.*)$/;

export const gcc: Format = {
  name: "gcc",
  read: (lines) => ({
    diagnostics: [MESSAGE, LINKER, ASSERTION]
      .flatMap((pattern) => findLines(lines, pattern))
      // Java's compiler writes almost the same format, which has its own reader.
      .filter(({ groups }) => !groups.file?.endsWith(".java"))
      .map(({ groups }) => diagnosticFrom(groups)),
    tests: null,
  }),
};
