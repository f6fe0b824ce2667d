// The threads of a review as a model reads them: where each stands, what was said, and what a suggestion replaces. Pure.
import { shownText } from "../../src/domain/hidden-text.ts";
import { visible } from "../../src/domain/text.ts";
import type { Thread } from "../../src/github/github.ts";

/** What stands around a line says enough of it. */
const HUNK_LINES = 12;
const SUGGESTION = /^ {0,3}(?:`{3,}|~{3,})suggestion\b/m;

export function threadsText(threads: Thread[]): string {
  return threads.map(threadText).join("\n\n");
}

function threadText(thread: Thread): string {
  const comments = thread.comments.map(({ author, text }) => `${author}: ${visible(shownText(text).text)}`);
  const suggests = thread.comments.some(({ text }) => SUGGESTION.test(text));
  const parts = [
    `Thread ${thread.id}, on ${placeText(thread)}`,
    thread.isOutdated || thread.onDeleted ? hunkText(thread.hunk) : "",
    ...comments,
    suggests ? suggestionText(thread) : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function placeText({ path, line, startLine, onDeleted, isOutdated }: Thread): string {
  if (path === null) return "the review as a whole";
  if (line === null) return `${path}, the whole file`;
  const lines = startLine === null || startLine === line ? `${line}` : `${startLine}-${line}`;
  const deleted = onDeleted ? " of the base, which the change deletes" : "";
  return `${path}:${lines}${deleted}${isOutdated ? ", as the file was when this was written; it has changed since" : ""}`;
}

function hunkText(hunk: string): string {
  const lines = visible(hunk).split("\n").slice(-HUNK_LINES);
  return hunk === "" ? "" : `The change there, as it was shown:\n${lines.join("\n")}`;
}

function suggestionText({ line, startLine, onDeleted, isOutdated }: Thread): string {
  if (line === null || onDeleted || isOutdated) return "";
  const lines = startLine === null || startLine === line ? `line ${line}` : `lines ${startLine} to ${line}`;
  return `The suggestion replaces ${lines} by exactly the text of its block, blanks included.`;
}
