// How a run without GitHub ended, and what to do here: answers go into the issue file, and the next run is started by hand.
import type { Outcome } from "../domain/outcome.ts";
import type { Place } from "../domain/place.ts";
import type { Question } from "../domain/spec.ts";
import { renderFailure } from "./outcome.ts";
import { noChangeText } from "./reason.ts";
import { watchedText } from "./regression.ts";
import { ON_GITHUB, type Ways } from "./remedy.ts";
import { nameOf, stopReason } from "./stop.ts";
import { tallyText } from "./tally.ts";
import { flat } from "./words.ts";

export type LocalPlace = {
  issueFile: string;
  /** Null: there is none. */
  patch: string | null;
  pullRequest: string;
};

const AGAIN = "run the same command again";

export function renderLocally(outcome: Outcome, place: LocalPlace): string {
  return [endingOf(outcome, place), ...keptPatch(outcome, place)].join("\n\n");
}

function endingOf(outcome: Outcome, { issueFile, patch, pullRequest }: LocalPlace): string {
  switch (outcome.kind) {
    case "opened":
    case "revised":
      return `**Written.** Measured: ${tallyText(outcome.measured)}. Run \`git apply ${patch ?? "change.patch"}\` in the repository to apply the change; ${pullRequest} shows what was measured. ${howToChange({ issueFile })}`;
    case "needs-answer":
      return [
        "**Waiting for an answer.** Nothing more is spent.",
        outcome.questions.map(questionLine).join("\n"),
        `**What to do:** Write the answer into ${issueFile} (or copy the recommended one) and ${AGAIN}.`,
      ].join("\n\n");
    case "no-change":
      return `**No change.** ${flat(noChangeText(outcome.reason))}\n\n**What to do:** Say what is missing in ${issueFile} and ${AGAIN}.`;
    case "watched":
      return flat(watchedText(outcome));
    case "cancelled":
    case "superseded":
      return `**Stopped** by \`${flat(nameOf(outcome.by))}\`${outcome.kind === "cancelled" ? `: ${flat(stopReason(outcome.because))}` : ""}. The sandbox is gone. Run the same command again to start over.`;
    case "gave-up":
    case "failed":
      return renderFailure({ ...outcome, patchKept: null }, waysAt(issueFile));
    default:
      return outcome satisfies never;
  }
}

export function howToChange({ issueFile }: Pick<LocalPlace, "issueFile">): string {
  return `To change it, edit ${issueFile} and ${AGAIN}; the run continues from the spec.`;
}

function questionLine({ id, text, recommended }: Question): string {
  return `- **${id}** ${text}\n  - recommended: ${recommended}`;
}

function keptPatch({ kind }: Outcome, { patch }: LocalPlace): string[] {
  if (patch === null || kind === "opened" || kind === "revised") return [];
  return [`The work so far is kept as ${patch}; apply it with \`git apply\`.`];
}

/** `place` left out: GitHub. */
export function waysIn(place?: Place): Ways {
  return place?.kind === "folder" ? waysAt(place.issueFile) : ON_GITHUB;
}

function waysAt(issueFile: string): Ways {
  return {
    where: "folder",
    again: AGAIN,
    moreRounds: "Decide what shall become of the open threads",
    sayMore: `Say more in ${issueFile} and ${AGAIN}`,
    firstCommit: "Make a first commit",
  };
}

export const AS_ON_GITHUB =
  "issue-comment.md is what GitHub would show, with what to do here instead of commands and labels.";
