// Why a run ended without a pull request, in words: what happened, without what to do about it.
import { BUDGET_NAMES } from "../domain/budget.ts";
import type { Bound, FailedReason, GaveUpReason, NoChangeReason, Task, Unreached } from "../domain/reason.ts";
import { RULES_PATH } from "../domain/rules.ts";
import { causeText, wordsOfFault } from "./fault.ts";
import { guardReason } from "./guard.ts";
import { modelComplaint } from "./model-failure.ts";
import { patchFaultText } from "./patch-fault.ts";
import { roundsOverText } from "./rounds.ts";
import { faultLine } from "./rules-fault.ts";
import { sandboxFaultText } from "./sandbox-fault.ts";
import { silenceText } from "./silence.ts";
import { wallText } from "./wall.ts";
import { amount, code, count, duration } from "./words.ts";

type Of<Reason extends { kind: string }, Kind extends Reason["kind"]> = Extract<Reason, { kind: Kind }>;

/** A clause that can follow “because”, without its full stop. */
export function gaveUpText(reason: GaveUpReason): string {
  switch (reason.kind) {
    case "out-of-budget":
      return `the run reached its limit of ${amount(reason.cap, reason.allowed)} before it could ${TASKS[reason.task]}`;
    case "silent":
      return `it could not ${TASKS[reason.task]}: the ${reason.role} ${silenceText(reason.silence)}`;
    case "checks-fail":
      return checksFailText(reason);
    case "wall":
      return wallReason(reason);
    case "not-handed-in":
      return `the change passes its checks, but the coder had not handed it in after ${count(reason.attempts, "attempt")}`;
    case "review-blocks":
      return reviewBlocksText(reason.bound);
    case "rounds-over":
      return roundsOverText(reason);
    case "guard-refused":
      return guardReason(reason.faults);
    case "does-not-apply":
      return `its change does not apply to the base: ${patchFaultText(reason.fault)}`;
    case "coder-blocked":
      return `the coder could not carry out the work order: ${reason.said}`;
    case "architect-stops":
      return `the architect sees no way ${reason.task === "pass-checks" ? "past the failing checks" : "forward"}: ${reason.said}`;
    case "branch-moved":
      return `somebody pushed to \`${reason.branch}\` during the run, and Issuewright never overwrites their commits`;
    case "base-conflicts":
      return `\`${reason.base}\` was changed at the same places during the run: ${patchFaultText(reason.fault)}`;
    case "workflows-differ":
      return `GitHub lets no app bring in workflow files that differ from those of the default branch, and \`${reason.branch}\` has others (${reason.githubSaid})`;
    case "retargeted":
      return `#${reason.number} was pointed at \`${reason.into}\` during the run, and the change could not be carried over there`;
    case "pull-closed":
      return reason.branchGone
        ? `a person closed #${reason.number} without merging it, and nobody asked for another pull request since`
        : `a person closed #${reason.number}, the pull request for this branch, and it stays closed`;
    default:
      return reason satisfies never;
  }
}

const TASKS: Record<Task, string> = {
  "write-spec": "write the spec",
  "write-order": "write the work order",
  "carry-out-order": "carry out the work order",
  "finish-change": "finish the change, whose checks pass so far",
  "review-change": "review the change",
  "pass-checks": "get past the failing checks",
  "go-on": "continue",
  end: "finish",
};

function checksFailText({ checks, bound }: Of<GaveUpReason, "checks-fail">): string {
  return bound.kind === "budget"
    ? `the ${BUDGET_NAMES[bound.cap]} ran out while ${names(checks)} ${wereOrWas(checks)} still failing`
    : `${names(checks)} ${wereOrWas(checks)} still failing after ${boundText(bound)}`;
}

function reviewBlocksText(bound: Bound): string {
  return bound.kind === "budget"
    ? `the ${BUDGET_NAMES[bound.cap]} ran out while blocking review findings were open`
    : "the reviewer still blocks the change after its findings went back to the coder";
}

function boundText(bound: Exclude<Bound, { kind: "budget" }>): string {
  return bound.kind === "attempts" ? count(bound.attempts, "attempt") : count(bound.reviews, "review");
}

function wallReason({ wall, checks, escalations }: Of<GaveUpReason, "wall">): string {
  const helped = escalations === 0 ? "" : ", even with the architect's help";
  if (wall.kind === "same-failures") return `${names(checks)} kept failing in the same way${helped}`;
  const state =
    checks.length === 0 ? "nothing has changed" : `${names(checks)} ${wereOrWas(checks)} still failing`;
  return `${wallText(wall)}${helped}, and ${state}`;
}

function names(checks: string[]): string {
  return checks.map((name) => `\`${name}\``).join(", ");
}

function wereOrWas(checks: string[]): string {
  return checks.length === 1 ? "was" : "were";
}

/** What could not be done, and why, without its full stop. */
export function failedText(reason: FailedReason): string {
  switch (reason.kind) {
    case "rules-invalid":
      return `\`${RULES_PATH}\` on the default branch could not be read: ${reason.faults.map(faultLine).join("; ")}`;
    case "model-failed": {
      const { what, because } = modelComplaint(reason.failure);
      return `${what}: ${because}`;
    }
    case "repository-empty":
      return `There is nothing to build on in ${reason.repository}: the repository has no commit yet`;
    case "no-base-branch":
      return `The base branch \`${reason.branch}\` could not be used: the repository has no branch of that name`;
    case "read-only":
      return `The repository ${reason.repository} is ${reason.because === "archived" ? "archived" : "disabled by GitHub"}, so that nothing can be written to it`;
    case "may-bypass":
      return `The app may bypass rules of ${reason.repository} that people have to meet (${bypassed(reason)}), and Issuewright begins nothing there unless the rules accept it`;
    case "issue-locked":
      return "The issue is locked, so that the app cannot say on it what comes of a run";
    case "no-drafts":
      return `GitHub has no drafts in ${reason.repository}, as the plan of its owner says, and Issuewright opens nothing that looks ready to merge unless the rules let it`;
    case "nothing-to-check":
      return `The repository cannot be checked, and an unchecked change is worth nothing: ${nothingToCheck(reason.toolchain)}`;
    case "not-set-up":
      return notSetUpText(reason);
    case "no-program":
      return `The repository needs \`${reason.program}\`, and no sandbox image of Issuewright has it`;
    case "base-does-not-build":
      return unbuiltText(reason);
    case "sandbox-unusable":
      return `The sandbox could not be used: ${sandboxFaultText(reason.fault)}`;
    case "fault": {
      const { what, because } = wordsOfFault(reason.fault);
      return `${what}: ${because}`;
    }
    case "begun-too-often":
      return `The run was started several times and never finished: ${causeText(reason.cause)}`;
    default:
      return reason satisfies never;
  }
}

function nothingToCheck(toolchain: string | null): string {
  return toolchain === null
    ? "no toolchain was recognised from its files"
    : `it looks like ${toolchain}, but no build, lint or test command was found`;
}

const MAX_REFUSED = 10;

function notSetUpText({ command, exitStatus, refused }: Of<FailedReason, "not-set-up">): string {
  const ended = `The repository could not be set up, so the run stopped there: \`${command}\` ended with ${statusText(exitStatus)} on the untouched base`;
  const sentences = UNREACHED.flatMap(([why, words]) => {
    const targets = refused.filter((each) => each.why === why).map(({ target }) => target);
    return targets.length === 0 ? [] : [words(hosts(targets))];
  });
  return [ended, ...sentences].join(". ");
}

const UNREACHED: readonly [Unreached["why"], (hosts: string) => string][] = [
  ["not-allowed", (hosts) => `It was refused access to ${hosts}`],
  ["no-address", (hosts) => `No address is known for ${hosts}`],
  ["no-answer", (hosts) => `Nothing answered at ${hosts}`],
  ["other", (hosts) => `The connection to ${hosts} was ended`],
];

function hosts(targets: readonly Unreached["target"][]): string {
  const named = targets
    .slice(0, MAX_REFUSED)
    .map((target) => (target === null ? "an address that is not host:port" : `\`${target}\``));
  return `${named.join(", ")}${targets.length > MAX_REFUSED ? " and others" : ""}`;
}

function unbuiltText({ command, ended, limit }: Of<FailedReason, "base-does-not-build">): string {
  const said = `\`${command}\` ${buildEnded(ended)}`;
  switch (limit) {
    case undefined:
      return `The base does not build, so the run stopped there: ${said} before any change`;
    case "history":
      return `The base cannot be built as it is measured, without the history of the repository, so the run stopped there: ${said}, and passed with the history`;
    case "killed":
      return `The base was not built within the limits of the sandbox, so the run stopped there: ${said}, as a program that is killed, for instance for its memory`;
    default:
      return limit satisfies never;
  }
}

function buildEnded(ended: Of<FailedReason, "base-does-not-build">["ended"]): string {
  return ended.kind === "timed-out"
    ? `did not end within ${duration(ended.timeoutMs)}`
    : `ended with ${statusText(ended.exitStatus)}`;
}

function statusText(exitStatus: number | null): string {
  return exitStatus === null ? "no exit status" : String(exitStatus);
}

/** A whole sentence. */
export function noChangeText(reason: NoChangeReason): string {
  switch (reason.kind) {
    case "spec-unchanged":
      return "The newest comments do not change the spec, and its pull request is open.";
    case "pull-not-open":
      return "The pull request that this is about is no longer open.";
    case "no-thread-waits":
      return "No thread of the review waits for an answer any longer.";
    case "pull-merged":
      return `#${reason.number} was merged during the run, so nothing was added to it, and no pull request was opened beside it. \`/ai retry\` builds on what was merged.`;
    case "ci-not-red":
      return "No job of the repository's CI is red any longer for something that this change did.";
    case "ci-not-shown-here":
      return `The repository's CI is red (${codes(reason.jobs)}), but what it runs holds here, with the change as well as without it: ${codes(reason.commands)}. Its log there shows what differs.`;
    case "coder-changed-nothing":
      return "The coder finished without changing a file.";
    case "base-holds-it":
      return `\`${reason.base}\` holds this very change by now.`;
    case "pull-holds-it":
      return `#${reason.number} already holds exactly the change that this run made${answers(reason.answered)}.`;
    default:
      return reason satisfies never;
  }
}

function bypassed({ rulesets, branches }: Of<FailedReason, "may-bypass">): string {
  return [...rulesets.map(code), ...branches.map((branch) => `the protection of ${code(branch)}`)].join(", ");
}

function codes(words: string[]): string {
  return words.map(code).join(", ");
}

function answers(answered: number): string {
  if (answered === 0) return "";
  return `; ${answered === 1 ? "the review thread is" : `${answered} review threads are`} answered there`;
}
