// The text of cargo's test harness, read exactly: each suite announces its tests, names each once, and counts them by ending.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { blockAfter, findLines, gist } from "../../diagnostics/format.ts";
import { numbered, testOf } from "../../diagnostics/reported.ts";
import { rust as compiler } from "../../diagnostics/rust.ts";
import { reportOf } from "../report.ts";
import { type Report, unread } from "../runner.ts";

const SUITE =
  /^ +(?:Running (?<unit>unittests )?(?<suite>\S+)(?: \(\S*?(?<crate>\w+)-[0-9a-f]{8,}\))?|Doc-tests (?<docs>\S+))$/;
const BEGIN = /^running (?<count>\d+) tests?$/;
const TEST = /^test (?<name>\S.*?)(?: - should panic)? \.\.\. (?<status>ok|FAILED|ignored)(?:, .*)?$/;
const END =
  /^test result: (?:ok|FAILED)\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<ignored>\d+) ignored; (?<measured>\d+) measured; \d+ filtered out;/;
const DETAILS = /^---- (?<name>\S.*) stdout ----$/;
const PANIC = /^thread '.*' (?:\(\d+\) )?panicked at /;

const UNBUILT = /^error: could not compile (?<target>`[\w-]+`(?: \([^()]+\))?)/;

const STATUSES: Record<string, TestResult["status"]> = { ok: "passed", FAILED: "failed", ignored: "skipped" };

export function readReport(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const lines = report.split("\n").map((line) => line.replace(/\r$/, ""));
  const { diagnostics } = compiler.read(lines, report);
  const begins = findLines(lines, BEGIN);
  // Code that does not compile ends without a suite.
  if (begins.length === 0) {
    const unbuilt = findLines(lines, UNBUILT).map(({ groups: { target = "" } }) => target);
    const tests = [...new Set(unbuilt)]
      .sort()
      .map((name) => testOf({ name, file: null, status: "failed", failure: "missing" }));
    return { tests, diagnostics, fault: tests.length === 0 ? { kind: "not-this-format" } : null };
  }
  const suites = begins.map(({ at, groups }, i) => {
    const to = begins[i + 1]?.at ?? lines.length;
    return suiteOf(nameAbove(lines, at), lines.slice(at, to), Number(groups.count));
  });
  if (suites.some((suite) => suite === null)) return { ...unread({ kind: "incomplete" }), diagnostics };
  const named = numbered(suites.filter((suite) => suite !== null));
  const tests = named.flatMap(({ name, file, rows }) =>
    rows.map((row) =>
      testOf({ ...row, name: name === "" ? row.name : `${name} ${row.name}`, file: row.file ?? file }),
    ),
  );
  return { ...reportOf(tests), diagnostics };
}

type Row = Pick<TestResult, "status"> & {
  name: string;
  file: string | null;
  said: string;
  failure: FailureKind | null;
  failedAt: number | null;
};
type Suite = { name: string; file: string | null; rows: Row[] };

/** Null where the tests named are not those announced and counted. */
function suiteOf(head: Omit<Suite, "rows">, lines: readonly string[], announced: number): Suite | null {
  const end = findLines(lines, END);
  const [only] = end;
  if (only === undefined || end.length !== 1) return null;
  const found = findLines(lines, TEST);
  const count = (status: string) => found.filter(({ groups }) => groups.status === status).length;
  const { passed, failed, ignored, measured } = only.groups;
  const addsUp =
    found.length === announced - Number(measured) &&
    count("ok") === Number(passed) &&
    count("FAILED") === Number(failed) &&
    count("ignored") === Number(ignored);
  if (!addsUp) return null;
  const told = new Map(
    findLines(lines, DETAILS).map(({ at, groups }) => [
      groups.name,
      toldOf(blockAfter(lines, panicBelow(lines, at), DETAILS_END)),
    ]),
  );
  const rows = found.map(({ groups: { name = "", status = "" } }): Row => {
    const place = DOC_TEST.exec(name)?.groups;
    const { said, failure, failedAt } = told.get(name) ?? NOTHING_TOLD;
    const own = place === undefined ? name : `${place.file} - ${place.item}`;
    return {
      name: own,
      file: place?.file ?? null,
      status: STATUSES[status] ?? "failed",
      said,
      failure,
      failedAt,
    };
  });
  // The number of a line moves with the code above it, so the order among the examples of an item tells them apart.
  return { ...head, rows: head.name.startsWith("Doc-tests ") ? numbered(rows) : rows };
}

const DOC_TEST = /^(?<file>\S+\.rs) - (?<item>.*?) ?\(line \d+\)(?: - compile(?: fail)?)?$/;

/** Every crate of a workspace has its own `src/lib.rs`. Only suites of integration tests are one file. */
function nameAbove(lines: readonly string[], at: number): Omit<Suite, "rows"> {
  const above = lines.slice(Math.max(0, at - 40), at).toReversed();
  const stop = above.findIndex((line) => END.test(line));
  const head = (stop === -1 ? above : above.slice(0, stop))
    .map((line) => SUITE.exec(line)?.groups)
    .find(Boolean);
  const { unit, suite, crate, docs } = head ?? {};
  if (docs !== undefined) return { name: `Doc-tests ${docs}`, file: null };
  if (unit !== undefined && crate !== undefined) return { name: `${crate} ${suite}`, file: null };
  return { name: suite ?? "", file: suite ?? null };
}

const DETAILS_END = /^(---- .* stdout ----$|failures:$|stack backtrace:)/;
const MUCH = 25;

/** A test that prints much says only behind it how it failed. */
function panicBelow(lines: readonly string[], at: number): number {
  const end = lines.findIndex((line, i) => i > at && DETAILS_END.test(line));
  const panic = lines.slice(at, end === -1 ? undefined : end).findLastIndex((line) => PANIC.test(line));
  return panic > MUCH ? at + panic - 1 : at;
}

const NOTHING_TOLD: Told = { said: "", failure: null, failedAt: null };
/** Newer compilers put the place behind the words, older ones after them. */
const PANICKED_AT = /panicked at (?:.*, )?[^\s:,]+\.rs:(?<line>\d{1,7}):\d+/;

type Told = { said: string; failure: FailureKind | null; failedAt: number | null };

/** A panic without an assertion is an exception, but a panic that was expected and did not come is an assertion. */
function toldOf(block: readonly string[]): Told {
  const at = block.map((line) => PANICKED_AT.exec(line)?.groups?.line).find((line) => line !== undefined);
  return { ...sayingOf(block), failedAt: at === undefined ? null : Number(at) };
}

function sayingOf(block: readonly string[]): Omit<Told, "failedAt"> {
  const spoken = block.filter(
    (line) => !PANIC.test(line) && !line.startsWith("note: run with `RUST_BACKTRACE"),
  );
  const said = gist(spoken);
  if (/\btest did not panic\b|\bpanic did not contain expected string\b/.test(said))
    return { said, failure: "assertion" };
  const known = failureKind(said);
  if (known !== null) return { said, failure: known };
  // An assertion with words of its own panics with nothing but those.
  const panicked = block.some((line) => PANIC.test(line));
  return { said, failure: panicked && !OF_THE_LIBRARY.test(said) ? null : "exception" };
}

/** What the standard library says where it panics for the code that calls it. */
const OF_THE_LIBRARY =
  /\b(?:unwrap|expect)(?:_err)?\(\)|: Err\b|\bindex out of bounds\b|\battempt to \w+ (?:with overflow|by zero)|\bout of (?:range|bounds)\b|\balready (?:mutably )?borrowed\b|\bchar boundary\b|\bcapacity overflow\b|\bnot (?:yet )?implemented\b|\bunreachable code\b|\bno entry found\b/;
