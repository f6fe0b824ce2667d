// A failed check as a model reads it: what is wrong first, repeats folded, never more than four kilobytes.
import type { CheckResult, Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import { visible } from "../../src/domain/text.ts";

export const RENDERED_BYTES = 4 * 1024;

export function render(result: Pick<CheckResult, "diagnostics" | "tests" | "output">): string {
  const failed = (result.tests ?? []).filter((test) => test.status === "failed");
  const known = [...folded(result.diagnostics.map(diagnosticLine)), ...folded(failed.map(testLine))];
  const { text, left } = fill(known.map(visible), RENDERED_BYTES - 40);
  if (left > 0) return `${text}\n(${left} more)`;
  const room = RENDERED_BYTES - Buffer.byteLength(text) - 40;
  const end = tail(visible(withoutReports(result.output)).trim(), room);
  return [text, end === "" ? "" : `The end of the output:\n${end}`].filter((part) => part !== "").join("\n");
}

/** What reports in XML say was read, and is told above. The first may have lost its beginning. */
function withoutReports(output: string): string {
  const begins = output.search(/^<testsuites?[\s>]/m);
  const ends = output.search(/^<\/testsuites?>/m);
  const from = ends !== -1 && (begins === -1 || ends < begins) ? 0 : begins;
  const to = Math.max(output.lastIndexOf("</testsuite>"), output.lastIndexOf("</testsuites>"));
  return from === -1 || to < from
    ? output
    : output.slice(0, from) + output.slice(output.indexOf(">", to) + 1);
}

function diagnosticLine({ file, line, column, code, severity, message }: Diagnostic): string {
  const place = file === null ? "" : `${[file, line, column].filter((part) => part !== null).join(":")}: `;
  return `${place}${severity}${code === null ? "" : ` ${code}`}: ${message}`;
}

function testLine({ name, message }: TestResult): string {
  return `failed test ${name}${message === null ? "" : `: ${message}`}`;
}

/** The same line again is counted, not repeated. */
function folded(lines: string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

/** As many whole lines as there is room for. */
function fill(lines: string[], bytes: number): { text: string; left: number } {
  let room = bytes;
  const fits = lines.findIndex((line) => {
    room -= Buffer.byteLength(line) + 1;
    return room < 0;
  });
  const taken = fits === -1 ? lines.length : fits;
  return { text: lines.slice(0, taken).join("\n"), left: lines.length - taken };
}

/** The last whole lines that fit. */
function tail(text: string, bytes: number): string {
  const { text: reversed } = fill(text.split("\n").slice(-400).reverse(), bytes);
  return reversed.split("\n").reverse().join("\n");
}
