// A test of the base that a change contradicts and altered: where, what it expected before, and what it expects now.
import type { Rewritten } from "../domain/rewritten.ts";
import { code } from "./words.ts";

/** One sentence without its stop, for those who only need to know that it is there. */
export function rewrittenClause(rewritten: Rewritten): string {
  return `The change altered what ${testText(rewritten)} expects (${placeText(rewritten)}), and no step of the order announces this`;
}

/** Both versions, and whether the order announced it. */
export function rewrittenText(rewritten: Rewritten): string {
  const { was, now, because } = rewritten;
  const announced = because === null ? "**No step of the order announces this.**" : `As ${because} says.`;
  return `${placeText(rewritten)}: ${testText(rewritten)}, as it was, fails with the change. ${versions(was, now)} ${announced}`;
}

function testText({ test }: Rewritten): string {
  return test === null ? "a test of the base" : `the test ${code(test)}`;
}

function placeText({ file, line }: Rewritten): string {
  return code(`${file}:${line}`);
}

function versions(was: string[], now: string[]): string {
  const before = was.length === 0 ? "Before: nothing" : `Before: ${code(was.join("\n"))}`;
  return now.length === 0 ? `${before}; now it is gone.` : `${before}; now: ${code(now.join("\n"))}.`;
}
