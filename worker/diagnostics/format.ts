// The port of one compiler's or test runner's output format: its lines in, what it says about code and tests out.
import type { Diagnostic, FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";

/** `tests` is null where no test is named at all. */
export type Reading = { diagnostics: Diagnostic[]; tests: TestResult[] | null };

/**
 * Reads what it recognises and ignores everything else: outputs are mixed and hostile. Total, and linear in the input:
 * lines come without colours and are at most `LINE_CHARACTERS` long.
 */
export type Format = { name: string; read(lines: readonly string[], text: string): Reading };

export const LINE_CHARACTERS = 2_000;
const MESSAGE_CHARACTERS = 500;

export type Groups = Partial<Record<string, string>>;
export type Found = { at: number; groups: Groups };

/** Every line a pattern matches, with its named groups. */
export function findLines(lines: readonly string[], pattern: RegExp): Found[] {
  return lines.flatMap((line, at) => {
    const match = pattern.exec(line);
    return match === null ? [] : [{ at, groups: match.groups ?? {} }];
  });
}

/** A diagnostic from the groups `file`, `line`, `column`, `code`, `severity` and `message`, as far as they are there. */
export function diagnosticFrom(groups: Groups): Diagnostic {
  return {
    file: groups.file ?? null,
    line: numberOf(groups.line),
    column: numberOf(groups.column),
    code: groups.code ?? null,
    severity: /^warn/i.test(groups.severity ?? "") ? "warning" : "error",
    message: shortened(groups.message ?? ""),
  };
}

/** The result of one test; a message and a kind are kept only of one that failed. */
export function testFrom(
  name: string,
  status: TestResult["status"],
  message: string | null = null,
  known: FailureKind | null = null,
): TestResult {
  if (status !== "failed") return { name: shortened(name), status, message: null };
  const text = shortened(message ?? "");
  const failure = known ?? failureKind(text);
  return {
    name: shortened(name),
    status,
    message: text === "" ? null : text,
    ...(failure === null ? {} : { failure }),
  };
}

/** The lines from `at` on until one matches `end`, at most 30. */
export function blockAfter(lines: readonly string[], at: number, end: RegExp): string[] {
  const block = lines.slice(at + 1, at + 31);
  const stop = block.findIndex((line) => end.test(line));
  return stop === -1 ? block : block.slice(0, stop);
}

/** The first few lines that say something, on one line; quoted code says nothing new. */
export function gist(block: readonly string[]): string {
  const lines = block.map((line) => line.trim());
  const said = lines.filter((line) => /[A-Za-z0-9]/.test(line) && !/^>? ?\d+ \|/.test(line));
  return said.slice(0, 4).join("; ");
}

export function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}

/** What a text says in JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.trim().slice(0, MESSAGE_CHARACTERS);
}

/** Null for what no source file has: nothing, zero, and numbers no line can have. */
function numberOf(digits: string | undefined): number | null {
  const value = Number(digits);
  return Number.isInteger(value) && value > 0 && value < 1e8 ? value : null;
}
