// The Go compiler and vet, and `go test` as events (`-json`) or as text.
import { z } from "zod";
import type { Diagnostic, FailureKind, TestResult } from "../../src/domain/evidence.ts";
import {
  blockAfter,
  diagnosticFrom,
  type Format,
  findLines,
  gist,
  jsonIn,
  orNull,
  testFrom,
} from "./format.ts";

const MESSAGE =
  /^(?:vet: |# )?\s*(?<file>[^\s:][^:]*\.go):(?<line>\d+)(?::(?<column>\d+))?: (?<message>\S.*)$/;
const RESULT = /^\s*--- (?<status>PASS|FAIL|SKIP): (?<name>\S+) \(/;

const Event = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});
type Event = z.infer<typeof Event>;

const STATUSES: Record<string, TestResult["status"]> = {
  pass: "passed",
  fail: "failed",
  skip: "skipped",
  PASS: "passed",
  FAIL: "failed",
  SKIP: "skipped",
};

export const go: Format = {
  name: "go",
  read: (lines) => {
    const events = lines.flatMap(readEvent);
    if (events.length > 0) {
      const printed = events.filter((event) => event.Test === undefined).map((event) => event.Output ?? "");
      const others = lines.filter((line) => !line.startsWith("{"));
      const compiler = messages([...printed.flatMap((output) => output.split("\n")), ...others]);
      return { diagnostics: [...events.flatMap(byTest), ...compiler], tests: orNull(testsOf(events)) };
    }
    return { diagnostics: messages(lines), tests: orNull(testsIn(lines)) };
  },
};

function messages(lines: readonly string[]): Diagnostic[] {
  return findLines(lines, MESSAGE).map(({ groups }) => diagnosticFrom(groups));
}

/** A test names files relative to its own package. */
function byTest({ Package, Test, Output = "" }: Event): Diagnostic[] {
  if (Test === undefined) return [];
  return messages(Output.split("\n")).map((found) =>
    found.file?.includes("/") === false && Package !== undefined
      ? { ...found, file: `${Package}/${found.file}` }
      : found,
  );
}

/** A package that does not compile fails without a test; such an event is no result. */
function testsOf(events: Event[]): TestResult[] {
  const output = new Map<string, string[]>();
  const results = new Map<string, TestResult>();
  for (const { Action, Package = "", Test, Output } of events) {
    if (Test === undefined) continue;
    const name = `${Package} ${Test}`;
    if (Output !== undefined) output.set(name, [...(output.get(name) ?? []).slice(-30), Output]);
    const status = STATUSES[Action];
    if (status !== undefined) results.set(name, resultOf(name, status, spoken(output.get(name) ?? [])));
  }
  return [...results.values()];
}

function resultOf(name: string, status: TestResult["status"], said: string[]): TestResult {
  return testFrom(name, status, gist(said), kindOf(said));
}

/** Go has no assertions: a failing test names one of its lines, or it panics. */
function kindOf(said: string[]): FailureKind | null {
  if (said.some((line) => /^(?:\t|panic: )/.test(line) && line.includes("panic: "))) return "exception";
  return said.some((line) => /^\s+\S+_test\.go:\d+: /.test(line)) ? "assertion" : null;
}

/** The test's own lines, without the runner's. */
function spoken(lines: string[]): string[] {
  return lines.filter((line) => !/^\s*(===|---)/.test(line));
}

/** Plain text names only failed tests; with -v, it names all. */
function testsIn(lines: readonly string[]): TestResult[] {
  return findLines(lines, RESULT).map(({ at, groups }) =>
    resultOf(
      groups.name ?? "",
      STATUSES[groups.status ?? ""] ?? "failed",
      blockAfter(lines, at, /^(\s*---|FAIL|ok|PASS|===)/),
    ),
  );
}

function readEvent(line: string): Event[] {
  if (!line.startsWith("{") || !line.includes('"Action"')) return [];
  const event = Event.safeParse(jsonIn(line));
  return event.data === undefined ? [] : [event.data];
}
