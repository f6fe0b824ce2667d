// Runners that print a tree of tests with check marks: node:test, Mocha, Jest and Vitest.
import type { TestResult } from "../../src/domain/evidence.ts";
import { type Detail, detailsIn } from "./failure-details.ts";
import { type Format, orNull, testFrom } from "./format.ts";

const MARK = /^(?<indent>\s*)(?<mark>[✓✔√✕×✖✗✘○◌✎﹣↓]|\d+\)|- (?=\S)) ?(?<name>\S.*)$/u;
const TIME = / (?:\([\d.]+ ?m?s\)|[\d.]+ ?m?s)$/;
const COUNT = / \(\d+(?: tests?[^()]*)?\)$/;
const WORD = /^(?:skipped|todo) /;
/** AVA's words beside its mark. */
const TAG = /^\[(?:fail|skip|todo)\]:? /;
const HEADING = /^(?<indent>\s*)(?:[▶❯] )?(?<name>[^\s✓✔√✕×✖✗✘○].*)$/u;
/** The lines after this heading repeat the failures with their details. */
const DETAILS = /^(✖ failing tests:|\s+\d+ passing \(|Summary of all failing tests|⎯+ Failed|\s+─$)/;
const FILE = /^(?<ending>PASS|FAIL) +(?<file>\S+)/;
/** The problems and the last line of linters that use the same marks. */
const PROBLEM = /^(?:\d+ (?:problems?|errors?|warnings?)\b|\d+:\d+ )/;
const MAX_DEPTH = 10;

type Node = { indent: number; name: string };

export const checkMarks: Format = {
  name: "check-marks",
  read: (lines) => {
    const end = lines.findIndex((line) => DETAILS.test(line));
    const told = end === -1 ? lines : lines.slice(0, end);
    // Biome uses the same cross for its messages, below headings that no test runner prints.
    const tree = told.some((line) => line.endsWith("━━")) ? told.filter((line) => !/^ *×/.test(line)) : told;
    if (!tree.some((line) => /^\s*[✓✔√✕×✖✗✘]/u.test(line))) return { diagnostics: [], tests: null };
    return { diagnostics: [], tests: orNull(withDetails(walk(tree), detailsIn(lines))) };
  },
};

/** Details name the whole path of a test or its end. Details of the same name come in the order of the tests. */
function withDetails(tests: TestResult[], details: Detail[]): TestResult[] {
  const left = [...details];
  return tests.map((test) => {
    if (test.status !== "failed" || left.length === 0) return test;
    const at = left.findIndex(({ name }) => test.name === name || test.name.endsWith(` > ${name}`));
    const [detail] = at === -1 ? [] : left.splice(at, 1);
    return detail === undefined ? test : testFrom(test.name, "failed", detail.message);
  });
}

function walk(lines: readonly string[]): TestResult[] {
  const open: Node[] = [];
  return lines.flatMap((line, at) => {
    // A heading ends at an empty line.
    if (line.trim() === "") open.length = 0;
    const marked = MARK.exec(line)?.groups;
    const found = marked ?? HEADING.exec(line)?.groups;
    if (found === undefined) return [];
    const indent = (found.indent ?? "").length;
    const name = nameOf(found.name ?? "", found.mark ?? "");
    const closed = closeDownTo(open, indent);
    if (marked === undefined) {
      const file = FILE.exec(line)?.groups;
      open.push({ indent, name: file?.file ?? name });
      return file?.ending === "FAIL" && !hasMarkBelow(lines, at) ? [testFrom(file.file ?? "", "failed")] : [];
    }
    // node:test ends a suite with a mark of its own.
    if ((closed?.indent === indent && closed.name === name) || PROBLEM.test(name)) return [];
    const path = [...open.slice(-MAX_DEPTH).map((node) => node.name), name].join(" > ");
    return [testFrom(path, statusOf(found.mark ?? "", found.name ?? ""))];
  });
}

/** The name without time, count and state, so that it is the same in the next run. */
function nameOf(text: string, mark: string): string {
  const name = text
    .replace(/ # (?:SKIP|TODO).*$/, "")
    .replace(TAG, "")
    .replace(TIME, "")
    .replace(COUNT, "");
  return mark === "○" || mark === "✎" ? name.replace(WORD, "") : name;
}

/** False for a file that could not be loaded: it shows no tests. */
function hasMarkBelow(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 6).find((line) => MARK.test(line) || line.trim() === "");
  return next !== undefined && MARK.test(next);
}

function closeDownTo(open: Node[], indent: number): Node | undefined {
  let closed: Node | undefined;
  while ((open.at(-1)?.indent ?? -1) >= indent) closed = open.pop();
  return closed;
}

function statusOf(mark: string, name: string): TestResult["status"] {
  if (/^[○◌✎﹣↓-]/u.test(mark) || / # (SKIP|TODO)\b/.test(name)) return "skipped";
  return /^[✓✔√]/u.test(mark) ? "passed" : "failed";
}
