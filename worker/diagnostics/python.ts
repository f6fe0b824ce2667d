// Python: tracebacks of code that does not load, and linters and type checkers that write `file:line: …`.
import type { Diagnostic } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, findLines } from "./format.ts";

const PLACE = /^(?:E\s)?\s*File "(?<file>[^"]+\.py)", line (?<line>\d+)/;
const ERROR = /^(?:E\s+)?(?<code>[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt))(?:: (?<message>.*))?$/;
const CHECKER =
  /^(?<file>[^\s:][^:]*\.pyi?):(?<line>\d+)(?::(?<column>\d+))?:? (?:(?<severity>error|warning|note): )?(?:(?<code>[A-Z]{1,4}\d{2,5})(?: \[\*\])? )?(?<message>\S.*)$/;

export const python: Format = {
  name: "python",
  read: (lines) => ({ diagnostics: [...tracebacks(lines), ...checkers(lines)], tests: null }),
};

/** An error belongs to the last place that is named before it. */
function tracebacks(lines: readonly string[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  let place: { file?: string; line?: string } | undefined;
  for (const line of lines) {
    place = PLACE.exec(line)?.groups ?? place;
    const error = ERROR.exec(line)?.groups;
    if (error === undefined || place === undefined) continue;
    found.push(diagnosticFrom({ ...error, message: error.message ?? error.code ?? "", ...place }));
    place = undefined;
  }
  return found;
}

function checkers(lines: readonly string[]): Diagnostic[] {
  return findLines(lines, CHECKER)
    .filter(({ groups }) => groups.code !== undefined || groups.severity !== undefined)
    .filter(({ groups }) => groups.severity !== "note")
    .map(({ groups }) => diagnosticFrom(groups));
}
