// What a person has to know when a review went through as many rounds as the rules allow: what is open, what was tried, what helps.

import type { GaveUpReason, OpenThread } from "../domain/reason.ts";
import { neutral } from "../domain/text.ts";
import { noticeMarker } from "./marker.ts";
import { capitalised } from "./sentence.ts";
import { code, count } from "./words.ts";

type RoundsOver = Extract<GaveUpReason, { kind: "rounds-over" }>;

export function renderRoundsOver(pull: number, reason: RoundsOver): string {
  return `${noticeMarker(pull)}
**A person has to decide.** ${capitalised(roundsOverText(reason))}. Nothing was spent on this one.

${openText(reason)}

**What helps:** ${roundsRemedy}.`;
}

/** Without its full stop. */
export function roundsOverText({ rounds, threads }: RoundsOver): string {
  return `${count(rounds, "round")} of review ${rounds === 1 ? "was" : "were"} answered, which is as many as the rules allow, and ${count(threads, "thread")} ${threads === 1 ? "is" : "are"} open`;
}

/** Without its full stop. */
export const roundsRemedy =
  "resolve the threads that may stay as they are. For one more round comment `/ai fix` on the pull request; to have what is wanted written into the spec and built afresh, comment `/ai restart`";

/** The open threads, one line each. */
export function openText({ open, threads }: RoundsOver): string {
  const rows = open.map(
    (thread) => `- ${placeText(thread)}, \`${neutral(thread.by)}\`: ${neutral(thread.said)}`,
  );
  const left = threads - open.length;
  return [...rows, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n");
}

function placeText({ path, line }: OpenThread): string {
  if (path === null) return "the review as a whole";
  return code(line === null ? path : `${path}:${line}`);
}
