// The port to one output format of a compiler or test runner: lines in, diagnostics and tests out.
import type { Diagnostic, FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";

/** `tests` is null if the output names no test at all. */
export type Reading = { diagnostics: Diagnostic[]; tests: TestResult[] | null };

/**
 * Reads the lines it recognises and ignores the others, because outputs are mixed and hostile. It never throws, and its
 * time is linear in the input. Lines come without colours and with at most `LINE_CHARACTERS` characters.
 */
export type Format = { name: string; read(lines: readonly string[], text: string): Reading };

export const LINE_CHARACTERS = 2_000;
const MESSAGE_CHARACTERS = 500;

export type Groups = Partial<Record<string, string>>;
export type Found = { at: number; groups: Groups };

/** Every line that matches a pattern, with its named groups. */
export function findLines(lines: readonly string[], pattern: RegExp): Found[] {
  return lines.flatMap((line, at) => {
    const match = pattern.exec(line);
    return match === null ? [] : [{ at, groups: match.groups ?? {} }];
  });
}

/** A diagnostic from the groups `file`, `line`, `column`, `code`, `severity` and `message`; each may be missing. */
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

/** The result of one test. Only a failed test keeps its message and kind. */
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

/** The lines after `at` up to one that matches `end`, at most 30. */
export function blockAfter(lines: readonly string[], at: number, end: RegExp): string[] {
  const block = lines.slice(at + 1, at + 31);
  const stop = block.findIndex((line) => end.test(line));
  return stop === -1 ? block : block.slice(0, stop);
}

/**
 * The first few lines that hold words, joined into one line. Quoted code is left out, and so is what is the same in both
 * values where they are compared line by line.
 */
export function gist(block: readonly string[]): string {
  const lines = block.map((line) => line.trim());
  const said = lines.filter((line) => /[A-Za-z0-9]/.test(line) && !/^>? ?\d+ \|/.test(line));
  const differs = said.findIndex((line) => DIFFERENCE.test(line));
  if (differs === -1) return said.slice(0, 4).join("; ");
  const different = said.slice(differs).filter((line) => DIFFERENCE.test(line));
  return [...said.slice(0, Math.min(differs, 3)), ...different.slice(0, MOST_DIFFERENT)].join("; ");
}

/** A line of two values laid side by side, of which one has it and the other has not. */
const DIFFERENCE = /^(?!\+ (?:actual|expected) - )[+-](?![+-])/;
const MOST_DIFFERENT = 6;

export function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}

/** The value of a JSON text; undefined if it is not JSON. */
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

/** A line or column number; null if it is missing, zero or impossibly large. */
function numberOf(digits: string | undefined): number | null {
  const value = Number(digits);
  return Number.isInteger(value) && value > 0 && value < 1e8 ? value : null;
}
