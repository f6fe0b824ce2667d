// Whether tests that a change rewrote still hold what they expected before: the same assertions, or their values in a table. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import { holdsTitle } from "../../../src/domain/test-name.ts";
import { LINES, VALUES } from "../../toolchains/lines.ts";
import { editsIn } from "./edits.ts";

/**
 * Of the lines that are gone, every assertion has to stand among the added lines as it was; or else its values stand there close
 * together, beside the names it called and an assertion. Where no assertion is known, every line has to stand there. Where no
 * line is gone, no test got another name. `titles`: tests that are gone. Not promised: that a test asks for these values once it holds them.
 */
export function keepsExpectations(
  gone: Change,
  tests: readonly Change[],
  titles: readonly string[],
): boolean {
  const removed = editsIn(gone).flatMap(({ was }) => was);
  const added = tests.flatMap((change) => change.added.map(({ text }) => text));
  const now = tokensIn(added);
  const expected = expectationsIn(removed);
  // Of a test that gets another name, a line goes.
  if (!removed.some(saysSomething)) return false;
  if (expected.length > 0)
    return expected.every((tokens) => stands(tokens, now) || isRow(tokens, now, added));
  const others = removed.filter(
    (line) => saysSomething(line) && !titles.some((title) => holdsTitle(line, title)),
  );
  return others.every((line) => stands(tokensIn([line]), now));
}

const LONGEST_ASSERTION = 12;
/** Between two values of a row a name for it may stand. */
const ROOM = 3;

function saysSomething(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line) && !LINES.brings.test(line.trim());
}

/** The assertions, each with the lines that it goes on in. Where an assertion only tells of an `if`, the condition is it. */
function expectationsIn(lines: readonly string[]): string[][] {
  return lines.flatMap((line, i) => {
    const at = LINES.brings.test(line.trim()) ? -1 : line.search(LINES.asserts);
    if (at === -1) return [];
    const before = lines[i - 1] ?? "";
    if (/^\s*(?:\}\s*else )?if\b/.test(before)) return [tokensIn([before])];
    const text = [line.slice(at)];
    for (const next of lines.slice(i + 1, i + LONGEST_ASSERTION)) {
      if (depthOf(text) <= 0) break;
      text.push(next);
    }
    return [whole(tokensIn(text))];
  });
}

function depthOf(text: readonly string[]): number {
  return tokensIn(text).reduce(
    (depth, token) => depth + (/^[([{]$/.test(token) ? 1 : /^[)\]}]$/.test(token) ? -1 : 0),
    0,
  );
}

/** Up to where its first bracket closes; what stands behind that belongs to something else. */
function whole(tokens: string[]): string[] {
  let depth = 0;
  const end = tokens.findIndex((token) => {
    if (/^[([{]$/.test(token)) depth++;
    if (/^[)\]}]$/.test(token)) depth--;
    return depth < 0;
  });
  return (end === -1 ? tokens : tokens.slice(0, end)).filter((token) => token !== ";");
}

const TOKEN =
  /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[=!<>]=+|\S/gu;

function tokensIn(lines: readonly string[]): string[] {
  return (lines.join("\n").match(TOKEN) ?? []).map((token) => token.replace(/^['`](.*)['`]$/s, '"$1"'));
}

function stands(tokens: readonly string[], among: readonly string[]): boolean {
  const text = (all: readonly string[]) => `\n${all.filter((each) => each !== ",").join("\n")}\n`;
  return tokens.length > 0 && text(among).includes(text(tokens));
}

function isValue(token: string): boolean {
  return /^[\d"]/.test(token) || VALUES.test(token);
}

function isRow(tokens: readonly string[], now: readonly string[], added: readonly string[]): boolean {
  const values = tokens.filter(isValue);
  const called = tokens.filter((token, i) => tokens[i + 1] === "(" && /^[\p{L}_$]/u.test(token));
  const compared = tokens.filter((token) => /^[=!<>]=/.test(token));
  const isThere = [...called, ...compared].every((token) => now.includes(token));
  if (values.length === 0 || !isThere || expectationsIn(added).length === 0) return false;
  const there = now.filter(isValue);
  const width = values.length + ROOM;
  return there.some((_, from) => holds(there.slice(from, from + width), values));
}

function holds(all: readonly string[], wanted: readonly string[]): boolean {
  const left = [...all];
  return wanted.every((each) => {
    const at = left.indexOf(each);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}
