// Suggestions in a review comment: lines that shall stand instead of those that the comment is on. Pure.
import { blocksOf } from "./hidden-text/blocks.ts";
import { shownText } from "./hidden-text.ts";
import { isOnlyThanks } from "./thanks.ts";

/** `lines`: without what ends them. None: the lines are to go. */
export type SuggestedLines = { lines: string[] };

const FENCE = /^( {0,3})(`{3,}|~{3,})suggestion(?![\w-])/;

/**
 * In their order. One that the comment only quotes is none of them.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request#adding-line-comments-to-a-pull-request
 */
export function suggestionsIn(comment: string): SuggestedLines[] {
  return partsOf(comment).flatMap(({ suggestion }) => (suggestion === null ? [] : [suggestion]));
}

/** Whether a comment asks for more than what its suggestions show, or holds what GitHub does not show to a reader. */
export function asksForMore(comment: string): boolean {
  if (shownText(comment).hidden.length > 0) return true;
  const words = partsOf(comment)
    .flatMap(({ suggestion, lines }) => (suggestion === null ? lines : []))
    .join("\n")
    .trim();
  return words !== "" && !isOnlyThanks(words);
}

function partsOf(comment: string): { lines: string[]; suggestion: SuggestedLines | null }[] {
  return blocksOf(comment.split(/\r\n?|\n/)).map(({ kind, lines }) => ({
    lines,
    suggestion: kind === "code" ? suggestionOf(lines) : null,
  }));
}

function suggestionOf([opening = "", ...rest]: string[]): SuggestedLines | null {
  const [, indent = "", fence] = FENCE.exec(opening) ?? [];
  if (fence === undefined) return null;
  const last = rest.at(-1)?.trim() ?? "";
  const isClosed = last.length >= fence.length && last === (fence[0] ?? "").repeat(last.length);
  const lines = isClosed ? rest.slice(0, -1) : rest;
  // What stands before the fence stands before its lines, too, and is none of them.
  return { lines: lines.map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), "")) };
}
