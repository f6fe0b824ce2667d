// rustc and clippy (a message, then an arrow with the place), and the test harness of cargo.
import type { Diagnostic, FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";
import { blockAfter, diagnosticFrom, type Format, findLines, gist, orNull, testFrom } from "./format.ts";

const MESSAGE = /^(?<severity>error|warning)(?:\[(?<code>\w+)\])?: (?<message>\S.*)$/;
const PLACE = /^ +--> (?<file>[^:]+):(?<line>\d+):(?<column>\d+)$/;
const SUMMARY =
  /could not compile|generated \d+ warning|aborting due to|build failed|\d+ warnings? emitted|test failed, to rerun/;
const SUITE =
  /^ +(?:Running (?<unit>unittests )?(?<suite>\S+)(?: \(\S*?(?<crate>\w+)-[0-9a-f]{8,}\))?|Doc-tests (?<docs>\S+))/;
const TEST = /^test (?<name>\S.*?)(?: - should panic)? \.\.\. (?<status>ok|FAILED|ignored)/;
const DETAILS = /^---- (?<name>\S.*) stdout ----$/;
const PANIC = /^thread '.*' (?:\(\d+\) )?panicked at (?<file>[^:]+\.rs):(?<line>\d+):(?<column>\d+):?$/;

const STATUSES: Record<string, TestResult["status"]> = { ok: "passed", FAILED: "failed", ignored: "skipped" };

export const rust: Format = {
  name: "rust",
  read: (lines) => ({
    diagnostics: [...compilerMessages(lines), ...panics(lines)],
    tests: orNull(tests(lines)),
  }),
};

function compilerMessages(lines: readonly string[]): Diagnostic[] {
  return findLines(lines, MESSAGE)
    .filter(({ groups }) => !SUMMARY.test(groups.message ?? ""))
    .flatMap(({ at, groups }) => {
      const place = PLACE.exec(lines[at + 1] ?? "")?.groups;
      return place === undefined && groups.code === undefined
        ? []
        : [diagnosticFrom({ ...groups, ...place })];
    });
}

function panics(lines: readonly string[]): Diagnostic[] {
  return findLines(lines, PANIC).map(({ at, groups }) =>
    diagnosticFrom({ ...groups, message: gist(blockAfter(lines, at, /^(note:|stack backtrace:|$)/)) }),
  );
}

function tests(lines: readonly string[]): TestResult[] {
  const messages = new Map(
    findLines(lines, DETAILS).map(({ at, groups }) => [
      groups.name,
      toldOf(blockAfter(lines, at, /^(----|note: (?!test did)|stack backtrace:)/)),
    ]),
  );
  let suite = "";
  return lines.flatMap((line) => {
    suite = suiteIn(line) ?? suite;
    const { name, status = "" } = TEST.exec(line)?.groups ?? {};
    if (name === undefined) return [];
    const full = suite === "" ? name : `${suite} ${name}`;
    const { message, failure } = messages.get(name) ?? { message: null, failure: null };
    return [testFrom(full, STATUSES[status] ?? "failed", message, failure)];
  });
}

/** Every crate of a workspace has its own `src/lib.rs`. */
function suiteIn(line: string): string | undefined {
  const { unit, suite, crate, docs } = SUITE.exec(line)?.groups ?? {};
  return unit === undefined || crate === undefined ? (suite ?? docs) : `${crate} ${suite}`;
}

/** A panic without an assertion is an exception, but a panic that was expected and did not come is an assertion. */
function toldOf(block: string[]): { message: string; failure: FailureKind | null } {
  const message = gist(block.filter((line) => !PANIC.test(line)));
  if (message.includes("test did not panic")) return { message, failure: "assertion" };
  const panicked = block.some((line) => PANIC.test(line));
  return { message, failure: failureKind(message) ?? (panicked ? "exception" : null) };
}
