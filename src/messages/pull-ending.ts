// What an issue says when its pull request is merged, and what it asks when a person closed it.
import type { Asker } from "../domain/asker.ts";
import { askMarker, noticeMarker } from "./marker.ts";
import { code } from "./words.ts";

export function renderMerged(
  issue: number,
  { pull, into, commitSha }: { pull: number; into: string; commitSha: string | null },
): string {
  const by = commitSha === null ? "" : ` by ${commitSha}`;
  return `${noticeMarker(issue)}\n**Merged.** #${pull} was merged into ${code(into)}${by}.`;
}

/** A new comment, because somebody is asked. */
export function renderWhyClosed(ask: { issue: number; key: string; pull: number; asker: Asker }): string {
  const who = ask.asker.kind === "person" ? `@${ask.asker.login}, you` : "Somebody";
  return `${askMarker(ask.issue, ask.key)}
${who} closed #${ask.pull} without merging it, and it stays closed. What should be different? Say it here in plain words: it is read when somebody comments \`/ai retry\`, and nothing is built or spent before. To leave it at that, take the label off or close this issue.`;
}
