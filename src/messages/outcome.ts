// How a run ended, with cause and next step, for someone who never saw the product.
import type { Outcome } from "../domain/outcome.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { nameOf, stopReason } from "./stop.ts";
import { fence, folded } from "./words.ts";

const MAX_LOG_CHARACTERS = 6000;
/** A list of reasons, and a sentence around it. */
const MAX_REASON_CHARACTERS = 4500;

export function renderOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "opened":
      return `**Opened** [#${outcome.pull.number}](${outcome.pull.url}) as a draft. Measured: ${outcome.stand}. Review it like any other; a submitted review becomes one commit that answers every thread.`;
    case "revised":
      return `**Revised** [#${outcome.pull.number}](${outcome.pull.url}) with ${outcome.commitSha}${outcome.answered > 0 ? `, which answers ${outcome.answered} review ${outcome.answered === 1 ? "thread" : "threads"}` : ""}. Measured: ${outcome.stand}.`;
    case "needs-answer":
      return [
        `**Waiting for an answer.** ${outcome.questions.map((q) => `**${q.id}** ${q.text}`).join(" ")} Nothing is spent meanwhile. Comment your answer in plain words, or \`/ai go\` to accept the recommended ones.`,
        ...kept(outcome.patchKept),
      ].join("\n\n");
    case "no-change":
      return `**No change.** ${oneLine(outcome.because, MAX_REASON_CHARACTERS)} Comment what is missing to try again, or take the label off.`;
    case "gave-up":
      return ended({ ...outcome, word: "Gave up", logTitle: "What stood against it" });
    case "cancelled":
      return `**Stopped** by \`${neutral(nameOf(outcome.by))}\`: ${oneLine(stopReason(outcome.because), MAX_REASON_CHARACTERS)}. The sandbox is gone. \`/ai retry\` starts again from the spec above.`;
    case "superseded":
      return `**Restarting** with a newer version of the spec, as \`${neutral(nameOf(outcome.by))}\` asked. The run of the older version was stopped and its sandbox is gone.`;
    case "failed":
      return ended({
        ...outcome,
        word: "Failed",
        because: `${outcome.what}: ${outcome.because}`,
        logTitle: "The useful end of the log",
      });
    default:
      return outcome satisfies never;
  }
}

type Ended = {
  word: string;
  because: string;
  remedy: string;
  log: string | null;
  logTitle: string;
  patchKept: string | null;
};

function ended({ word, because, remedy, log, logTitle, patchKept }: Ended): string {
  return [
    `**${word}.** ${oneLine(whole(because), MAX_REASON_CHARACTERS)}`,
    `**What to do:** ${oneLine(remedy, MAX_REASON_CHARACTERS)}`,
    ...kept(patchKept),
    log === null ? "" : folded(logTitle, fence(endOf(log))),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function kept(patch: string | null): string[] {
  if (patch === null) return [];
  return [
    `The work so far is kept as \`${patch}\` in the operator's data directory; \`git apply\` takes it over.`,
  ];
}

function whole(because: string): string {
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}${/[.!?]$/.test(because) ? "" : "."}`;
}

function endOf(log: string): string {
  return log.length <= MAX_LOG_CHARACTERS ? log : `…\n${log.slice(-MAX_LOG_CHARACTERS)}`;
}
