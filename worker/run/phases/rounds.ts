// Counts the rounds of review, and ends a run that would be one too many: a person is told what is open, before a token is spent.
import { reasonOf } from "../../../src/domain/errors.ts";
import { shownText } from "../../../src/domain/hidden-text.ts";
import { gaveUp, type Outcome } from "../../../src/domain/outcome.ts";
import type { OpenThread } from "../../../src/domain/reason.ts";
import type { Round } from "../../../src/domain/round.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import { oneLine } from "../../../src/domain/text.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import type { Thread } from "../../../src/github/thread.ts";
import { withRound } from "../../../src/messages/marker.ts";
import { renderRoundsOver } from "../../../src/messages/rounds.ts";
import { isOverLimit } from "../decisions/rounds.ts";
import type { Run } from "../state/begin.ts";

type Waiting = { round: Round; rules: Pick<Rules, "rounds">; threads: Thread[]; pull: OpenPull | null };

const MOST_SAID = 200;
const MOST_OPEN = 20;

/** Null: there may be another round. The pull request says it, too, because an edit of our comment notifies nobody. */
export async function roundsOver(
  { job, github }: Pick<Run, "job" | "github">,
  { round, rules, threads, pull }: Waiting,
): Promise<Outcome | null> {
  if (pull === null || threads.length === 0 || !isOverLimit(job, round, rules.rounds)) return null;
  const open = threads.slice(0, MOST_OPEN).map(openThread);
  const reason = { kind: "rounds-over", rounds: round.number - 1, threads: threads.length, open } as const;
  const { repository } = job.issue;
  await github.status.writeNotice({ repository, number: pull.number }, renderRoundsOver(pull.number, reason));
  return gaveUp(reason);
}

/** Where nothing is published, nothing else writes the count into the text of the pull request. */
export async function countRound(
  { job, github, log }: Pick<Run, "job" | "github" | "log">,
  { pull, round, threads }: Pick<Waiting, "pull" | "round" | "threads">,
): Promise<void> {
  const body = pull === null || threads.length === 0 ? null : withRound(pull.body, job.issue.number, round);
  if (pull === null || body === null) return;
  const [told] = await Promise.allSettled([
    github.pulls.describe(pull, job.issue, { title: pull.title, body }),
  ]);
  if (told.status === "rejected")
    log.warn({ reason: reasonOf(told.reason) }, "a round of review could not be counted");
}

function openThread({ path, line, comments }: Thread): OpenThread {
  const last = comments.at(-1);
  const said = oneLine(shownText(last?.text ?? "").text, MOST_SAID);
  return { path, line, by: last?.author ?? "", said };
}
