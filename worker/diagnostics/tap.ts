// The Test Anything Protocol, with nested subtests and the YAML blocks node:test writes below a failure.
import type { Diagnostic, FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";
import { diagnosticFrom, type Format, type Groups, orNull, testFrom } from "./format.ts";

const POINT = /^(?<indent> *)(?<not>not )?ok\b(?: \d+)?(?: -)?(?: (?<name>.*))?$/;
const SUBTEST = /^(?<indent> *)# Subtest: (?<name>.*)$/;
const DIRECTIVE = / # (?<directive>SKIP|TODO)\b.*$/i;
const FIELD =
  /^ *(?<key>error|location|code|name|failureType|exitCode|operator): (?:'(?<quoted>.*)'|\|-|(?<plain>.*))$/;
/** The error may take many lines before its code comes. */
const MAX_BLOCK = 60;
const LOCATION = /^(?<file>[^:]+):(?<line>\d+)(?::(?<column>\d+))?$/;

export const tap: Format = {
  name: "tap",
  read: (lines) => {
    if (!lines.some((line) => /^(TAP version 1[34]|1\.\.\d+)\s*$/.test(line)))
      return { diagnostics: [], tests: null };
    const tests: TestResult[] = [];
    const diagnostics: Diagnostic[] = [];
    const open: Open[] = [];
    for (const [at, line] of lines.entries()) {
      const begun = SUBTEST.exec(line)?.groups;
      if (begun !== undefined) {
        const indent = (begun.indent ?? "").length;
        closeDownTo(open, indent);
        const outer = open.at(-1);
        if (outer !== undefined) outer.inner = true;
        open.push({ indent, name: begun.name ?? "", inner: false });
      }
      const point = POINT.exec(line)?.groups;
      if (point === undefined) continue;
      const indent = (point.indent ?? "").length;
      const ended = closeDownTo(open, indent);
      // A point that only holds other tests is not a test.
      if (ended?.inner) continue;
      const around = { above: commentsAbove(lines, at), below: lines.slice(at + 1, at + MAX_BLOCK) };
      const { test, diagnostic } = readPoint(point, namesOf(open), around);
      tests.push(test);
      if (diagnostic !== null) diagnostics.push(diagnostic);
    }
    return { diagnostics, tests: orNull(tests) };
  },
};

type Open = { indent: number; name: string; inner: boolean };

/** Removes the subtests that end with a point at this indentation, and returns the one that the point belongs to. */
function closeDownTo(open: Open[], indent: number): Open | undefined {
  let ended: Open | undefined;
  while ((open.at(-1)?.indent ?? -1) >= indent) ended = open.pop();
  return ended;
}

/** Keeps the ten innermost names, because nobody nests deeper by hand. */
function namesOf(open: Open[]): string[] {
  return open.slice(-10).map((outer) => outer.name);
}

function readPoint(point: Groups, outer: string[], { above, below }: { above: string; below: string[] }) {
  const said = point.name ?? "";
  const directive = DIRECTIVE.exec(said)?.groups?.directive?.toUpperCase();
  const name = [...outer, said.replace(DIRECTIVE, "")].join(" > ");
  const failed = point.not !== undefined && directive !== "TODO";
  const status =
    directive === "SKIP" ? "skipped" : failed ? "failed" : directive === "TODO" ? "skipped" : "passed";
  if (status !== "failed") return { test: testFrom(name, status), diagnostic: null };
  const fields = fieldsOf(below);
  const place = LOCATION.exec(fields.get("location") ?? "")?.groups;
  const message = fields.get("error") ?? "";
  return {
    test: testFrom(name, status, message, kindOf(fields, above)),
    diagnostic: place === undefined ? null : diagnosticFrom({ ...place, message: message || name }),
  };
}

/** The output of a process that ended early comes above its point. */
function kindOf(fields: Map<string, string>, above: string): FailureKind | null {
  if (fields.has("operator")) return "assertion";
  if (fields.has("exitCode")) return failureKind(above);
  const said = `${fields.get("code") ?? ""} ${fields.get("name") ?? ""}: ${fields.get("error") ?? ""}`;
  return failureKind(said) ?? (fields.get("failureType") === "testCodeFailure" ? "exception" : null);
}

function commentsAbove(lines: readonly string[], at: number): string {
  const before = lines.slice(Math.max(0, at - MAX_BLOCK), at);
  const comments = before.slice(before.findLastIndex((line) => !/^ *#/.test(line)) + 1);
  return comments.join("\n");
}

function fieldsOf(below: string[]): Map<string, string> {
  const fields = new Map<string, string>();
  if (!/^ *---$/.test(below[0] ?? "")) return fields;
  for (const [i, line] of below.entries()) {
    if (/^ *\.\.\.$/.test(line)) break;
    const { key, quoted, plain } = FIELD.exec(line)?.groups ?? {};
    if (key !== undefined) fields.set(key, quoted ?? plain ?? (below[i + 1] ?? "").trim());
  }
  return fields;
}
