// Runners that print a tree of tests with check marks: node:test, Mocha, Jest and Vitest.
import type { TestResult } from "../../src/domain/evidence.ts";
import { type Format, orNull, testFrom } from "./format.ts";

const MARK = /^(?<indent>\s*)(?<mark>[✓✔√✕×✖✗○◌﹣↓]|\d+\)|- (?=\S)) ?(?<name>\S.*)$/u;
const TIME = / (?:\([\d.]+ ?m?s\)|[\d.]+ ?m?s)$/;
const COUNT = / \(\d+ tests?[^()]*\)$/;
const HEADING = /^(?<indent>\s*)(?:[▶❯] )?(?<name>[^\s✓✔√✕×✖✗○].*)$/u;
/** What follows repeats the failures with their details. */
const DETAILS =
  /^(✖ failing tests:|\s*\d+ (passing|failing|pending)\b|Summary of all failing tests|⎯+ Failed)/;
const FILE_ENDING = /^(?: ?(?:PASS|FAIL) +)(?<file>\S+)/;

type Node = { indent: number; name: string };

export const checkMarks: Format = {
  name: "check-marks",
  read: (lines) => {
    const end = lines.findIndex((line) => DETAILS.test(line));
    const tree = end === -1 ? lines : lines.slice(0, end);
    if (!tree.some((line) => /^\s*[✓✔√✕×✖✗]/u.test(line))) return { diagnostics: [], tests: null };
    return { diagnostics: [], tests: orNull(walk(tree)) };
  },
};

function walk(lines: readonly string[]): TestResult[] {
  const open: Node[] = [];
  return lines.flatMap((line) => {
    const marked = MARK.exec(line)?.groups;
    const found = marked ?? HEADING.exec(line)?.groups;
    if (found === undefined) return [];
    const indent = (found.indent ?? "").length;
    const name = (found.name ?? "")
      .replace(/ # (SKIP|TODO).*$/, "")
      .replace(TIME, "")
      .replace(COUNT, "");
    const closed = closeDownTo(open, indent);
    if (marked === undefined) {
      open.push({ indent, name: FILE_ENDING.exec(line)?.groups?.file ?? name });
      return [];
    }
    // node:test ends a suite with a mark of its own.
    if (closed?.indent === indent && closed.name === name) return [];
    const path = [...open.map((node) => node.name), name].join(" > ");
    return [testFrom(path, statusOf(found.mark ?? "", found.name ?? ""))];
  });
}

function closeDownTo(open: Node[], indent: number): Node | undefined {
  let closed: Node | undefined;
  while ((open.at(-1)?.indent ?? -1) >= indent) closed = open.pop();
  return closed;
}

function statusOf(mark: string, name: string): TestResult["status"] {
  if (/^[○◌﹣↓-]/u.test(mark) || / # (SKIP|TODO)\b/.test(name)) return "skipped";
  return /^[✓✔√]/u.test(mark) ? "passed" : "failed";
}
