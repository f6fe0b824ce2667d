// Checks that do not hold, for people and for models: what is wrong first, repeats folded, at most four kilobytes a check.
import type { BrokenCheck } from "../domain/broken-check.ts";
import type { Diagnostic, TestResult } from "../domain/evidence.ts";
import { visible } from "../domain/text.ts";
import { count, duration } from "./words.ts";

export const CHECK_BYTES = 4 * 1024;

/** `more` absent: nothing is left out. */
type Broken = Omit<BrokenCheck, "more"> & { more?: number };

/** Empty if the list is empty. */
export function brokenChecksText(broken: Broken[]): string {
  return broken
    .map((result) => {
      const ending =
        result.ending === "timed-out"
          ? `did not end within ${duration(result.check.timeoutMs)}`
          : result.exitStatus === null
            ? "killed"
            : `exit status ${result.exitStatus}`;
      return `Check \`${result.check.name}\` (${result.check.command}): ${ending}\n${causesText(result)}`;
    })
    .join("\n\n");
}

export function causesText(result: Pick<Broken, "diagnostics" | "tests" | "output" | "more">): string {
  const failed = (result.tests ?? []).filter((test) => test.status === "failed");
  const others = result.diagnostics.filter((each) => !failed.some((test) => isSame(each, test)));
  const known = [...folded(others.map(diagnosticLine)), ...testLines(failed, result.diagnostics)];
  const { text, left } = fill(known.map(visible), CHECK_BYTES - 40);
  const more = left + (result.more ?? 0);
  if (more > 0) return `${text}\n(${more} more)`;
  const room = CHECK_BYTES - Buffer.byteLength(text) - 40;
  const end = tail(visible(result.output).trim(), room);
  return [text, end === "" ? "" : `The end of the output:\n${end}`].filter((part) => part !== "").join("\n");
}

function diagnosticLine({ file, line, column, code, severity, message }: Diagnostic): string {
  const place = file === null ? "" : `${[file, line, column].filter((part) => part !== null).join(":")}: `;
  return `${place}${severity}${code === null ? "" : ` ${code}`}: ${message}`;
}

const WHOLE = 3;
const NAMED = 10;

/** The first three with all that is known, of the others their number and some names. */
function testLines(failed: TestResult[], diagnostics: Diagnostic[]): string[] {
  const first = folded(failed.slice(0, WHOLE).map((test) => testLine(test, diagnostics)));
  const rest = failed.slice(WHOLE);
  if (rest.length === 0) return first;
  const names = rest.slice(0, NAMED).map(({ name }) => name);
  const more = rest.length > NAMED ? ", …" : "";
  return [...first, `and ${count(rest.length, "more failed test")}: ${names.join(", ")}${more}`];
}

function testLine(test: TestResult, diagnostics: Diagnostic[]): string {
  const { name, message } = test;
  const place = placeOf(test) ?? diagnostics.filter((each) => isSame(each, test)).map(placeOf)[0] ?? null;
  return `failed test ${name}${place === null ? "" : ` (${place})`}${message === null ? "" : `: ${message}`}`;
}

/** A message that only repeats what is said of the test. */
function isSame(diagnostic: Diagnostic, { file, failedAt, message }: TestResult): boolean {
  if (failedAt !== undefined && diagnostic.file === file && diagnostic.line === failedAt) return true;
  return message !== null && diagnostic.severity === "error" && diagnostic.message === message;
}

/** Null: the line is not known. */
function placeOf(at: {
  file?: string | null | undefined;
  line?: number | null;
  failedAt?: number | undefined;
}) {
  const line = at.failedAt ?? at.line ?? null;
  return at.file == null || line === null ? null : `${at.file}:${line}`;
}

/** A repeated line is shown once, with its count. */
function folded(lines: string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

/** As many whole lines as fit. */
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
