// Python's unittest with `-v`. Without it, only failed tests are named.
import type { FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";
import { blockAfter, type Format, type Found, findLines, orNull, testFrom } from "./format.ts";

const TEST = /^(?<name>[\w.]+ \([\w.]+\))(?: \.\.\. (?<status>.*))?$/;
/** The ending of a test with a docstring is on the docstring's line. */
const ENDING = /^.* \.\.\. (?<status>ok|FAIL|ERROR|skipped|expected failure|unexpected success)\b/;
const FAILURE = /^(?<marked>FAIL|ERROR): (?<name>[\w.]+ \([\w.]+\))/;
const FRAME = /^(={70}|-{70}|Ran \d+ tests?)/;

export const unittest: Format = {
  name: "unittest",
  read: (lines) => {
    const failures = findLines(lines, FAILURE);
    const messages = new Map(
      failures.map((found) => {
        const message = lastLine(lines, found);
        return [found.groups.name ?? "", { message, failure: kindOf(found, message) }];
      }),
    );
    const started = findLines(lines, TEST);
    const named = started.map(({ at, groups }) => ({ name: groups.name ?? "", ending: endingOf(lines, at) }));
    const known = new Set(named.map(({ name }) => name));
    const failed = (name: string) => messages.get(name) ?? { message: null, failure: null };
    const results = named.map(({ name, ending }) => {
      const { message, failure } = failed(name);
      return testFrom(name, statusOf(ending), message, failure);
    });
    const others = [...messages].filter(([name]) => !known.has(name));
    return {
      diagnostics: [],
      tests: orNull([
        ...results,
        ...others.map(([name, { message, failure }]) => testFrom(name, "failed", message, failure)),
      ]),
    };
  },
};

/** unittest calls a failed assertion a failure, and every other exception an error. */
function kindOf({ groups: { marked } }: Found, message: string): FailureKind | null {
  return marked === "FAIL" ? "assertion" : (failureKind(message) ?? "exception");
}

/** The output of a test comes between its name and its ending. */
function endingOf(lines: readonly string[], at: number): string {
  for (const [i, line] of lines.slice(at, at + 50).entries()) {
    if (i > 0 && TEST.test(line)) break;
    const ending = ENDING.exec(line)?.groups?.status;
    if (ending !== undefined) return ending;
    if (line === "ok" || line === "FAIL" || line === "ERROR") return line;
    if (FRAME.test(line)) break;
  }
  return "ERROR";
}

function statusOf(ending: string): TestResult["status"] {
  if (ending === "ok") return "passed";
  return ending === "skipped" || ending === "expected failure" ? "skipped" : "failed";
}

/** The error itself, below the traceback. */
function lastLine(lines: readonly string[], { at }: Found): string {
  const block = blockAfter(lines, at + 1, FRAME).filter((line) => line.trim() !== "");
  return block.find((line) => /^\w[\w.]*(Error|Exception|Failure)\b/.test(line)) ?? block.at(-1) ?? "";
}
