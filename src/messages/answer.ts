// Answers in review threads and questions to people: new comments, because editing notifies nobody.
import type { Asker } from "../domain/asker.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { Place } from "../domain/place.ts";
import type { Prover } from "../domain/proof.ts";
import type { Question } from "../domain/spec.ts";
import type { ThreadAnswer } from "../domain/thread-answer.ts";
import { type Course, directionText } from "./direction.ts";
import { waysIn } from "./local.ts";
import { answerMarker, askMarker } from "./marker.ts";
import { proverText } from "./prover.ts";
import { code, exitText } from "./words.ts";

/** What was done about a thread, with the commit and the checks that the harness measured on it. */
export function renderAnswer({
  threadId,
  upTo,
  commitSha,
  answer,
  evidence,
  course,
}: {
  threadId: number;
  upTo: number | null;
  commitSha: string;
  answer: ThreadAnswer;
  evidence: Pick<Evidence, "head">;
  /** Null: nobody asked whether the thread changes the spec. */
  course: Course | null;
}): string {
  const checks = evidence.head.map(({ check, exitStatus }) => `${code(check.name)} ${exitText(exitStatus)}`);
  const mended = answer.kind === "disagreed" ? null : answer.mended;
  return `${answerMarker(threadId, commitSha, upTo)}
${saidText(answer)}

${commitSha} · ${mended === null ? "" : `${mendedText(mended)} · `}measured: ${checks.join(", ")}${courseText(course, threadId)}`;
}

function courseText(course: Course | null, thread: number): string {
  return course === null ? "" : `\n\n${directionText(course, thread)}`;
}

function mendedText(mended: Prover): string {
  return `${proverText(mended)}: red before this commit, green with it`;
}

function saidText(answer: ThreadAnswer): string {
  switch (answer.kind) {
    case "applied":
      return ["The suggestion is applied as it was written.", answer.said ?? ""].join(" ").trimEnd();
    case "done":
      return answer.said ?? "This was read together with the other threads; see the commit.";
    case "disagreed":
      return `${answer.said}\n\n${NOT_DONE}`;
    default:
      return answer satisfies never;
  }
}

const NOT_DONE = "This was not done: reply here to have it done after all.";

export function renderUnchangedAnswer(given: {
  threadId: number;
  upTo: number | null;
  answer: ThreadAnswer;
  course: Course | null;
}): string {
  const said =
    given.answer.said === null
      ? "This was read, and nothing needed to change for it."
      : saidText(given.answer);
  return `${answerMarker(given.threadId, null, given.upTo)}\n${said}\n\nNo commit was made.${courseText(given.course, given.threadId)}`;
}

export function renderQuestions(ask: {
  issue: number;
  key: string;
  asker: Asker;
  questions: Question[];
  place: Place;
}): string {
  const questions = ask.questions.map((q) => `- **${q.id}** ${q.text}\n  - recommended: ${q.recommended}`);
  return `${askMarker(ask.issue, ask.key)}
${ask.asker.kind === "person" ? `@${ask.asker.login}, please` : "Please"} decide before work starts:

${questions.join("\n")}

${howToAnswer(ask.place)} Nothing is spent meanwhile.`;
}

function howToAnswer(place: Place): string {
  return place.kind === "github"
    ? "Answer in plain words, or comment `/ai go` to accept the recommended answers."
    : `Write the answer into ${place.issueFile} (or copy the recommended one) and ${waysIn(place).again}.`;
}
