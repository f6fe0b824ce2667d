// Answers in review threads and questions to people: new comments, because editing notifies nobody.
import type { Asker } from "../domain/asker.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { Question } from "../domain/spec.ts";
import { answerMarker, askMarker } from "./marker.ts";
import { code, exitText } from "./words.ts";

/** What was done about a thread, with the commit and the checks that the harness measured on it. */
export function renderAnswer(answer: {
  threadId: number;
  commitSha: string;
  said: string | null;
  evidence: Evidence;
}): string {
  const checks = answer.evidence.head.map(
    ({ check, exitStatus }) => `${code(check.name)} ${exitText(exitStatus)}`,
  );
  return `${answerMarker(answer.threadId, answer.commitSha, null)}
${answer.said ?? "This was read together with the other threads; see the commit."}

${answer.commitSha} · measured: ${checks.join(", ")}`;
}

export function renderUnchangedAnswer(answer: {
  threadId: number;
  upTo: number | null;
  said: string | null;
}): string {
  const said = answer.said ?? "This was read, and nothing needed to change for it.";
  return `${answerMarker(answer.threadId, null, answer.upTo)}\n${said}\n\nNo commit was made.`;
}

export function renderQuestions(ask: {
  issue: number;
  key: string;
  asker: Asker;
  questions: Question[];
}): string {
  const questions = ask.questions.map((q) => `- **${q.id}** ${q.text}\n  - recommended: ${q.recommended}`);
  return `${askMarker(ask.issue, ask.key)}
${ask.asker.kind === "person" ? `@${ask.asker.login}, please` : "Please"} decide before work starts:

${questions.join("\n")}

Answer in plain words, or comment \`/ai go\` to accept the recommended answers. Nothing is spent meanwhile.`;
}
