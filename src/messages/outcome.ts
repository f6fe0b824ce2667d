// How a run ended, with cause and next step, for a reader who never saw the product.

import type { Outcome } from "../domain/outcome.ts";
import type { FailedReason } from "../domain/reason.ts";
import type { Recipe } from "../domain/recipe.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { brokenChecksText } from "./broken-check.ts";
import { failingLine } from "./failing-line.ts";
import { findingsText } from "./finding.ts";
import { rawRefusal } from "./github-refusal.ts";
import { failedText, gaveUpText, noChangeText } from "./reason.ts";
import { recipeText, unrecognised } from "./recipe.ts";
import { watchedText } from "./regression.ts";
import { failedRemedy, gaveUpRemedy, ON_GITHUB, type Ways } from "./remedy.ts";
import { openText } from "./rounds.ts";
import { capitalised } from "./sentence.ts";
import { nameOf, stopReason } from "./stop.ts";
import { tallyText } from "./tally.ts";
import { code, fence, folded } from "./words.ts";

const MAX_LOG_CHARACTERS = 6000;
/** Enough for a list of reasons and the sentence around it. */
const MAX_REASON_CHARACTERS = 4500;

export function renderOutcome(outcome: Outcome): string {
  return rendered(outcome, "whole");
}

/** Without what explains the reason at length. */
export function renderBriefly(outcome: Outcome): string {
  return rendered(outcome, "brief");
}

type Length = "whole" | "brief";

function rendered(outcome: Outcome, length: Length): string {
  switch (outcome.kind) {
    case "opened":
      return `**Opened** [#${outcome.pull.number}](${outcome.pull.url}) ${howOpened(outcome)}. Measured: ${tallyText(outcome.measured)}. Review it like any other; a submitted review becomes one commit that answers every thread.`;
    case "revised":
      return `**Revised** [#${outcome.pull.number}](${outcome.pull.url}) with ${outcome.commitSha}${outcome.answered > 0 ? `, which answers ${outcome.answered} review ${outcome.answered === 1 ? "thread" : "threads"}` : ""}. Measured: ${tallyText(outcome.measured)}.`;
    case "needs-answer":
      return [
        `**Waiting for an answer.** ${outcome.questions.map((q) => `**${q.id}** ${q.text}`).join(" ")} Nothing is spent meanwhile. Comment your answer in plain words, or \`/ai go\` to accept the recommended ones.`,
        ...kept(outcome.patchKept),
      ].join("\n\n");
    case "no-change":
      return `**No change.** ${oneLine(noChangeText(outcome.reason), MAX_REASON_CHARACTERS)} Comment what is missing to try again, or take the label off.`;
    case "watched":
      return `**${outcome.broken.length === 0 ? "Red after the merge" : "Regression"}.** ${watchedText(outcome)}`;
    case "gave-up":
    case "failed":
      return renderFailure(outcome, ON_GITHUB, length);
    case "cancelled":
      return [
        `**Stopped** by \`${neutral(nameOf(outcome.by))}\`: ${oneLine(stopReason(outcome.because), MAX_REASON_CHARACTERS)}. The sandbox is gone. \`/ai retry\` starts again from the spec above.`,
        ...onBranch(outcome),
      ].join("\n\n");
    case "superseded":
      return `**Restarting** with a newer version of the spec, as \`${neutral(nameOf(outcome.by))}\` asked. The run of the older version was stopped and its sandbox is gone.`;
    default:
      return outcome satisfies never;
  }
}

function howOpened({ noDraft, ready }: Extract<Outcome, { kind: "opened" }>): string {
  if (noDraft) return "as an ordinary pull request, because GitHub has no drafts in this repository";
  return ready
    ? "and marked it as ready, as the rules say where every criterion is proven and nothing is in doubt"
    : "as a draft";
}

/** Why a run ended this way, in one line; empty where the kind of the outcome says enough. */
export function becauseOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "no-change":
      return noChangeText(outcome.reason);
    case "watched":
      return watchedText(outcome);
    case "gave-up":
      return gaveUpText(outcome.reason);
    case "failed":
      return failedText(outcome.reason);
    case "cancelled":
      return stopReason(outcome.because);
    case "opened":
    case "revised":
    case "needs-answer":
    case "superseded":
      return "";
    default:
      return outcome satisfies never;
  }
}

/** An ending that asks a person to act, in the words of the place where it is read. */
export function renderFailure(outcome: Failure, ways: Ways, length: Length = "whole"): string {
  const gaveUp = outcome.kind === "gave-up";
  const because = gaveUp ? gaveUpText(outcome.reason) : failedText(outcome.reason);
  const remedy = gaveUp ? gaveUpRemedy(outcome.reason, ways) : failedRemedy(outcome.reason, ways);
  return [
    `**${gaveUp ? "Gave up" : "Failed"}.** ${oneLine(whole(because), MAX_REASON_CHARACTERS)}${firstOf(outcome)}`,
    `**What to do:** ${oneLine(remedy, MAX_REASON_CHARACTERS)}`,
    ...kept(outcome.patchKept),
    ...onBranch(outcome),
    ...(length === "brief" ? [] : shownBelow(outcome)).map(({ title, text, language = "" }) =>
      folded(title, fence(endOf(text), language)),
    ),
  ].join("\n\n");
}

type Failure = Extract<Outcome, { kind: "gave-up" | "failed" }>;

/** The line of the log that a person would look for. */
function firstOf(outcome: Failure): string {
  const line = outcome.kind === "failed" && outcome.log !== null ? failingLine(outcome.log) : null;
  return line === null ? "" : ` Its log says: ${code(line)}`;
}

type Shown = { title: string; text: string; language?: string };

/** What explains the reason, folded, and what a person may paste. */
function shownBelow(outcome: Failure): Shown[] {
  const { reason } = outcome;
  const recipe = outcome.kind === "failed" ? recipeOf(outcome.reason) : null;
  const rules =
    recipe === null
      ? []
      : [{ title: "Rules to start from", text: rulesText(recipe, reason), language: "yaml" }];
  if (outcome.kind === "failed" && outcome.log !== null && outcome.log.trim() !== "")
    return [{ title: "Last lines of the log", text: outcome.log }, ...rules];
  if (rules.length > 0) return rules;
  if (outcome.kind === "gave-up" && outcome.broken.length > 0)
    return [{ title: FAILED, text: brokenChecksText(outcome.broken) }];
  if (reason.kind === "rounds-over") return [{ title: "What is open", text: openText(reason) }];
  if (reason.kind === "review-blocks") return [{ title: FAILED, text: findingsText(reason.findings) }];
  if (reason.kind === "fault" && reason.fault.kind === "github-refused")
    return [{ title: "GitHub's answer", text: rawRefusal(reason.fault) }];
  return [];
}

/** Where nothing was recognised, what a person pastes is the suggestions. */
function rulesText(recipe: Recipe, reason: Failure["reason"]): string {
  return recipeText(recipe, {
    registries: closedTo(reason),
    takesHints: reason.kind === "nothing-to-check",
  });
}

function closedTo(reason: Failure["reason"]): string[] {
  if (reason.kind !== "not-set-up") return [];
  return reason.refused.flatMap(({ target, why }) =>
    why === "not-allowed" && target !== null ? [target] : [],
  );
}

function recipeOf(reason: FailedReason): Recipe | null {
  switch (reason.kind) {
    case "not-set-up":
    case "base-does-not-build":
    case "no-program":
      return reason.recipe;
    case "nothing-to-check":
      return unrecognised(reason.hints);
    default:
      return null;
  }
}

const FAILED = "What failed";

function onBranch({ branchKept: branch }: { branchKept?: string | undefined }): string[] {
  if (branch === undefined) return [];
  return [
    `Its commit is on the branch ${code(branch)}, without a pull request. The next run of this issue goes on from there.`,
  ];
}

function kept(patch: string | null): string[] {
  if (patch === null) return [];
  return [
    `The work so far is kept as \`${patch}\` in the operator's data directory; apply it with \`git apply\`.`,
  ];
}

function whole(because: string): string {
  return `${capitalised(because)}${/[.!?]$/.test(because) ? "" : "."}`;
}

function endOf(log: string): string {
  return log.length <= MAX_LOG_CHARACTERS ? log : `…\n${log.slice(-MAX_LOG_CHARACTERS)}`;
}
