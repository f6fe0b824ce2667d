// What to do about a run that ended without a pull request, in the words of the place where a person reads it.

import type { FailedReason, GaveUpReason, Silence, Unreached } from "../domain/reason.ts";
import { RULES_PATH } from "../domain/rules.ts";
import { wordsOfFault } from "./fault.ts";
import { guardRemedy } from "./guard.ts";
import { modelComplaint } from "./model-failure.ts";
import { roundsRemedy } from "./rounds.ts";
import { faultRemedy } from "./rules-fault.ts";
import { capitalised } from "./sentence.ts";

/** How a person carries out remedies on GitHub or in a folder; each without its full stop. */
export type Ways = {
  where: "github" | "folder";
  /** Starts the next run, in the middle of a sentence. */
  again: string;
  /** Says more about what is wanted, which starts the next run. */
  sayMore: string;
  firstCommit: string;
  /** Goes on with a review that had all its rounds. */
  moreRounds: string;
};

export const ON_GITHUB: Ways = {
  where: "github",
  again: "comment `/ai retry`",
  sayMore: "Refine the issue with a comment in plain words, which starts a fresh run",
  firstCommit: "Push a first commit",
  moreRounds: capitalised(roundsRemedy),
};

export function gaveUpRemedy(reason: GaveUpReason, ways: Ways): string {
  const { again } = ways;
  switch (reason.kind) {
    case "out-of-budget":
      return `Make the issue smaller, or ${raise(reason)}, then ${again}`;
    case "silent":
      return `${silentRemedy(reason.silence)}, then ${again}`;
    case "guard-refused":
      return `${guardRemedy(reason.faults, ways.where)}. Then ${again}`;
    case "branch-moved":
      return `${capitalised(again)}: the run then continues from what was pushed`;
    case "base-conflicts":
      return `${capitalised(again)}: the run then builds on the newest commit`;
    case "retargeted":
      return `${capitalised(again)}: the run then builds on \`${reason.into}\``;
    case "workflows-differ":
      return `Bring the branch up to date with the default branch, or ${again}`;
    case "pull-closed":
      return reason.branchGone
        ? `${capitalised(again)}: the run then builds anew, and reads what was said here since`
        : `Reopen #${reason.number}, then ${again}`;
    case "rounds-over":
      return ways.moreRounds;
    case "checks-fail":
    case "wall":
    case "not-handed-in":
    case "review-blocks":
    case "does-not-apply":
    case "coder-blocked":
    case "architect-stops":
      return ways.sayMore;
    default:
      return reason satisfies never;
  }
}

function silentRemedy(silence: Silence): string {
  if (silence.kind === "declined")
    return "Choose another model for this role, or have its content filter allow such issues, or word the issue otherwise";
  if (silence.kind === "cut")
    return "Have the model's server hold more (Ollama: `OLLAMA_CONTEXT_LENGTH=65536` or more; llama.cpp: `-c`; LM Studio: the context length of the model), or choose a model that holds more";
  if (silence.kind === "cut-short")
    return "Let the model write longer replies (llama.cpp: `-n`; Ollama: `num_predict` and `OLLAMA_CONTEXT_LENGTH`; a proxy: its time limit for a stream), choose another model for this role, or make the issue smaller";
  if (silence.kind !== "not-handed-in" || silence.asText === null)
    return "Say more in the issue, or choose a stronger model for this role";
  const parser = silence.asText.parser ?? "…";
  return `Have the model's server parse tool calls (vLLM: \`--enable-auto-tool-choice --tool-call-parser ${parser}\`; SGLang: \`--tool-call-parser\`; llama.cpp: \`--jinja\`)`;
}

function raise({ cap, raisedIn }: Extract<GaveUpReason, { kind: "out-of-budget" }>): string {
  return raisedIn === "rules"
    ? `raise \`budget: { ${cap}: … }\` in the repository's rules`
    : `have the operator raise \`ISSUEWRIGHT_BUDGET_${cap.toUpperCase()}\``;
}

export function failedRemedy(reason: FailedReason, { again, firstCommit }: Ways): string {
  switch (reason.kind) {
    case "rules-invalid":
      return `${unique(reason.faults.map(faultRemedy)).join(". ")}. Then ${again}`;
    case "model-failed":
      return `${modelComplaint(reason.failure).remedy}. Then ${again}`;
    case "repository-empty":
      return `${firstCommit}, then ${again}`;
    case "no-base-branch":
      return `Correct \`base:\` in \`${RULES_PATH}\`, then ${again}`;
    case "read-only":
      return `Make ${reason.repository} writable again, then ${again}`;
    case "may-bypass":
      return `Take the app off the bypass list of these rules, or write \`bypass: accepted\` into \`${RULES_PATH}\` on the default branch, then ${again}`;
    case "issue-locked":
      return `Unlock the conversation, then ${again}`;
    case "no-drafts":
      return `Write \`draft: preferred\` into \`${RULES_PATH}\` on the default branch to get an ordinary pull request, then ${again}`;
    case "nothing-to-check":
      return `Name the commands under \`checks:\` in \`${RULES_PATH}\` on the default branch, then ${again}`;
    case "not-set-up": {
      const mend = `mend the base branch, or correct \`setup:\` in the rules, then ${again}`;
      return capitalised([...wayOut(reason.refused), mend].join("; or "));
    }
    case "no-program":
      return `Write \`image: ${reason.image}\`, or another image that has it, into \`${RULES_PATH}\` on the default branch, then ${again}`;
    case "base-does-not-build":
      return `${unbuiltRemedy(reason.limit)}, then ${again}`;
    case "fault":
      return `${wordsOfFault(reason.fault).remedy}. Then ${again}`;
    case "sandbox-unusable":
      return `Once that is mended, ${again}`;
    case "begun-too-often":
      return `Look at the worker's log for this run, then ${again}`;
    default:
      return reason satisfies never;
  }
}

function unbuiltRemedy(limit: Extract<FailedReason, { kind: "base-does-not-build" }>["limit"]): string {
  switch (limit) {
    case undefined:
      return "Mend the base branch";
    case "history":
      return `Nothing is wrong with the base. Name under \`checks:\` in \`${RULES_PATH}\` a command that builds without the history of git`;
    case "killed":
      return "Nothing may be wrong with the base. Give sandboxes more memory (`ISSUEWRIGHT_SANDBOX_MEMORY_MIB`), or let the command run fewer programs at once";
    default:
      return limit satisfies never;
  }
}

/** A list in the rules adds to the registries that set-up may reach anyway. */
function wayOut(refused: readonly Unreached[]): string[] {
  const targets = (why: Unreached["why"]) =>
    refused.flatMap((each) => (each.why === why && each.target !== null ? [each.target] : []));
  const closed = targets("not-allowed");
  const nameless = targets("no-address");
  const silent = targets("no-answer");
  return [
    ...(closed.length === 0
      ? []
      : [`add \`registries: [${closed.join(", ")}]\` to \`${RULES_PATH}\`, as far as it needs them`]),
    ...(nameless.length === 0 ? [] : ["correct the name, or the name server of the worker's host"]),
    ...(silent.length === 0 ? [] : ["let the worker's host reach it, or wait until it is up again"]),
  ];
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
