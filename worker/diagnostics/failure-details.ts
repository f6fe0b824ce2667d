// The details of each failure that runners print below their tree of tests: node:test, Mocha, Jest and Vitest.
import { blockAfter, findLines, gist } from "./format.ts";

export type Detail = { name: string; message: string };

const MAX_DETAILS = 200;
const JEST_FILE = /^FAIL +(?<file>\S+)/;
const JEST = /^ {2}● (?<name>\S.*)$/;
const VITEST = /^ ?FAIL +(?<name>\S.* > \S.*)$/;
const VITEST_FILE = /^ ?FAIL +(?<name>\S+) \[ .* \]$/;
const NODE = /^✖ (?<name>\S.*) \([\d.]+ms\)$/;
const MOCHA = /^ {2}\d+\) (?<name>\S.*)$/;
const NEXT = /^ {2}● |^ ?(?:FAIL|PASS) +\S|^✖ |^ {2}\d+\) |^⎯⎯|^test at |^Test Suites:/;
const SUITE_FAILED = "Test suite failed to run";

export function detailsIn(lines: readonly string[]): Detail[] {
  return [
    ...jest(lines),
    ...named(lines, VITEST),
    ...named(lines, VITEST_FILE),
    ...node(lines),
    ...mocha(lines),
  ]
    .filter((detail) => detail.message !== "")
    .slice(0, MAX_DETAILS);
}

/** A file that could not be loaded has no test name, so the file's name stands for it. */
function jest(lines: readonly string[]): Detail[] {
  const files = findLines(lines, JEST_FILE);
  const failures = findLines(lines, JEST).slice(0, MAX_DETAILS);
  return failures.map(({ at, groups: { name = "" } }) => {
    const message = messageAfter(lines, at);
    if (name !== SUITE_FAILED) return { name: name.replaceAll(" › ", " > "), message };
    const file = files.findLast((found) => found.at < at)?.groups.file;
    return { name: file ?? name, message: `${SUITE_FAILED}; ${message}` };
  });
}

function named(lines: readonly string[], heading: RegExp): Detail[] {
  return findLines(lines, heading).map(({ at, groups: { name = "" } }) => ({
    name,
    message: messageAfter(lines, at),
  }));
}

/** The tree uses the same marks, but only the lines below this heading have details. */
function node(lines: readonly string[]): Detail[] {
  const from = lines.indexOf("✖ failing tests:");
  return from === -1 ? [] : named(lines.slice(from + 1), NODE);
}

/** Each part of a name is on its own line, and the last one ends with a colon. */
function mocha(lines: readonly string[]): Detail[] {
  return findLines(lines, MOCHA).flatMap(({ at, groups: { name = "" } }) => {
    const path = [name, ...blockAfter(lines, at, /^\s*$/).map((line) => line.trim())];
    const last = path.findIndex((part) => part.endsWith(":"));
    if (last === -1) return [];
    const whole = path.slice(0, last + 1).join(" > ");
    return [{ name: whole.slice(0, -1), message: messageAfter(lines, at + last) }];
  });
}

function messageAfter(lines: readonly string[], at: number): string {
  return gist(blockAfter(lines, at, NEXT).filter((line) => !/^\s+at /.test(line)));
}
