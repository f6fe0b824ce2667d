// All formats, tried on every output, because one check may run a compiler, a linter and a test runner.
import type { Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import { diagnosticKey } from "../../src/domain/evidence.ts";
import { biome } from "./biome.ts";
import { bun } from "./bun.ts";
import { checkMarks } from "./check-marks.ts";
import { ctest } from "./ctest.ts";
import { eslint } from "./eslint.ts";
import { type Format, LINE_CHARACTERS, type Reading } from "./format.ts";
import { gcc } from "./gcc.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { javascript } from "./javascript.ts";
import { jest } from "./jest.ts";
import { jsonReports } from "./json-reports.ts";
import { junit } from "./junit.ts";
import { pytest } from "./pytest.ts";
import { python } from "./python.ts";
import { rust } from "./rust.ts";
import { tap } from "./tap.ts";
import { typescript } from "./typescript.ts";
import { unittest } from "./unittest.ts";

export type { Reading } from "./format.ts";
export { withoutReports } from "./without-reports.ts";

export const FORMATS: readonly Format[] = [
  biome,
  bun,
  checkMarks,
  ctest,
  eslint,
  gcc,
  go,
  java,
  javascript,
  jest,
  jsonReports,
  junit,
  pytest,
  python,
  rust,
  tap,
  typescript,
  unittest,
];

/** The most of an output that is read. A check keeps no more. */
export const OUTPUT_BYTES = 1024 ** 2;
export const MAX_DIAGNOSTICS = 200;
export const MAX_TESTS = 20_000;

/** The repository's path in a sandbox. Tools that prefer absolute names print it. */
const ROOT = /^(?:\.\/|\/repo\/|file:\/\/\/repo\/)/;

/** Never throws: any output of a container gives a reading of limited size. */
export function readOutput(output: string): Reading {
  const text = plain(output.slice(0, OUTPUT_BYTES));
  const lines = text.split("\n").map((line) => line.replace(/\r$/, "").slice(0, LINE_CHARACTERS));
  const readings = FORMATS.map((format) => format.read(lines, text));
  const diagnostics = readings.flatMap((reading) => reading.diagnostics).map(relative);
  return {
    diagnostics: errorsFirst(unique(diagnostics)).slice(0, MAX_DIAGNOSTICS),
    tests: mostTelling(readings.map((reading) => reading.tests)),
  };
}

/** A colour, a movement of the cursor, or the title of a terminal window. */
const ESCAPE = /(?![\n\r\t])\p{Cc}(?:\[[0-9;?]{0,20}[A-Za-z]|\](?:(?!\p{Cc}).){0,500}\p{Cc}\\?)/gu;

function plain(text: string): string {
  return text.replace(ESCAPE, "");
}

function relative(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, file: diagnostic.file?.replace(ROOT, "") ?? null };
}

function unique(diagnostics: Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [`${d.line}:${d.column}:${diagnosticKey(d)}`, d])).values()];
}

function errorsFirst(diagnostics: Diagnostic[]): Diagnostic[] {
  const rank = (diagnostic: Diagnostic) => (diagnostic.severity === "error" ? 0 : 1);
  return [...diagnostics].sort((a, b) => rank(a) - rank(b));
}

/** Two formats may both find tests in an output. The one that finds more understands it. */
function mostTelling(candidates: (TestResult[] | null)[]): TestResult[] | null {
  const best = candidates.reduce((a, b) => ((b?.length ?? 0) > (a?.length ?? 0) ? b : a), null);
  return best === null ? null : withUniqueNames(best.slice(0, MAX_TESTS));
}

/** A second test with the same name gets a number. */
function withUniqueNames(tests: TestResult[]): TestResult[] {
  const seen = new Map<string, number>();
  return tests.map((test) => {
    const count = (seen.get(test.name) ?? 0) + 1;
    seen.set(test.name, count);
    return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
  });
}
