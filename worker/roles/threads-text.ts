// The threads of a review as a model reads them: where each stands, what was said, and what a suggestion replaces. Pure.
import { cutAtTheEnd } from "../../src/domain/cut.ts";
import type { Direction } from "../../src/domain/direction.ts";
import { shownText } from "../../src/domain/hidden-text.ts";
import { suggestionsIn } from "../../src/domain/suggestion.ts";
import { visible } from "../../src/domain/text.ts";
import type { Thread } from "../../src/github/thread.ts";

/** What stands around a line says enough of it. */
const HUNK_LINES = 12;

/** Of one thread with its answer. A reviewer judges many, beside the change. */
const MOST_OF_THREAD = 2_000;
const MOST_OF_ALL = 12_000;

/** `text`: empty where the thread asks for nothing itself. */
type Answered = { thread: number; text: string; disagrees: boolean };

/** Each thread with what the coder says to it, for somebody who judges both. */
export function answeredText(threads: Thread[], answers: readonly Answered[]): string {
  const texts = threads.map((thread) => {
    const answer = answers.find((each) => each.thread === thread.id);
    return `${cutAtTheEnd(threadText(thread, null), MOST_OF_THREAD)}\n${saidText(answer)}`;
  });
  return cutAtTheEnd(texts.join("\n\n"), MOST_OF_ALL);
}

function saidText(answer: Answered | undefined): string {
  if (answer === undefined) return "The coder says nothing to it.";
  if (answer.text === "") return "The coder says that it asks for nothing itself.";
  const how = answer.disagrees ? "The coder did not do it, and says" : "The coder says";
  return `${how}: ${visible(answer.text)}`;
}

/** `made`: threads whose suggestion is part of the change already. */
export function threadsText(threads: Thread[], made: readonly number[]): string {
  return threads.map((thread) => threadText(thread, made.includes(thread.id))).join("\n\n");
}

/** For the architect who writes the spec anew: the threads, and what was found in them. */
export function reviewText(threads: Thread[], { because }: Extract<Direction, { kind: "restart" }>): string {
  if (because.kind === "command") return threadsText(threads, []);
  const changed = because.criteria.length === 0 ? "" : ` It concerns ${because.criteria.join(", ")}.`;
  return `${threadsText(threads, [])}\n\nWhy the spec is written anew, as the architect found: ${visible(because.said)}${changed}`;
}

/** `isMade` null: for nobody who would make its suggestion. */
function threadText(thread: Thread, isMade: boolean | null): string {
  const comments = thread.comments.map(({ author, text }) => `${author}: ${visible(shownText(text).text)}`);
  const suggests = thread.comments.some(({ text }) => suggestionsIn(text).length > 0);
  const parts = [
    `Thread ${thread.id}, on ${placeText(thread)}`,
    thread.isOutdated || thread.onDeleted ? hunkText(thread.hunk) : "",
    ...comments,
    isMade === true ? MADE : suggests && isMade === false ? suggestionText(thread) : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function placeText({ path, line, startLine, onDeleted, isOutdated }: Thread): string {
  if (path === null) return "the review as a whole";
  if (line === null) return `${path}, the whole file`;
  const lines = startLine === null || startLine === line ? `${line}` : `${startLine}-${line}`;
  const deleted = onDeleted ? " of the base, which the change deletes" : "";
  return `${path}:${lines}${deleted}${isOutdated ? ", in the file as it was when this was written; here its lines are others" : ""}`;
}

function hunkText(hunk: string): string {
  const lines = visible(hunk).split("\n").slice(-HUNK_LINES);
  return hunk === "" ? "" : `The change there, as it was shown:\n${lines.join("\n")}`;
}

const MADE =
  "The suggestion stands in the working tree already, exactly as written: leave its lines as they are, and do what else is asked here.";

function suggestionText({ line, startLine, onDeleted, isOutdated }: Thread): string {
  if (line === null || onDeleted || isOutdated) return "";
  const lines = startLine === null || startLine === line ? `line ${line}` : `lines ${startLine} to ${line}`;
  return `The suggestion replaces ${lines} by exactly the text of its block, blanks included.`;
}
