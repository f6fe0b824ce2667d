// Makes a few changed lines wrong, each alone in fresh sandboxes, and runs the tests: does any notice?
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import type { Check, CheckResult, Flaky, Mutant } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import type { View } from "../measure/arm.ts";
import { timeOf } from "../measure/check.ts";
import { marked } from "../measure/flaky.ts";
import { type NamedChecks, namedOn } from "../measure/named.ts";
import { type FilesOf, narrowedTo } from "../measure/narrow.ts";
import { MOST_TREATMENTS, someAtATime } from "../measure/some-at-a-time.ts";
import type { Mutation } from "./syntax-mutants.ts";

/** The whole sample may take this many times as long as the tests alone. */
export const MOST_SHARE = 5;
export const MOST_MS = 2 * 60_000;
/** A mutant that runs this many times as long as the tests did counts as one that never ends. */
const ENDLESS = 3;

export type Sampling = {
  arms: NamedChecks["arms"];
  view: View;
  /** The text of a file on the head. */
  textOf(path: string): string | null;
  /** The test checks that run on each mutant. */
  checks: Check[];
  /** The files that notice most likely. They run first, and everything runs where they notice nothing. */
  filesOf: FilesOf;
  head: CheckResult[];
  /** How long the tests take, with what is built for them. */
  plainMs: number;
  flaky: Flaky[];
  mutations: Mutation[];
  leftMs: number;
};

/** Stops in time, with as many mutants as there was time for. */
export async function sampleMutants(sampling: Sampling): Promise<Mutant[]> {
  const { plainMs, mutations } = sampling;
  let leftMs = Math.min(plainMs * MOST_SHARE, MOST_MS, sampling.leftMs);
  const begin = (mutation: Mutation) => {
    if (leftMs < plainMs || leftMs < 1) return null;
    const limitMs = Math.ceil(Math.min(leftMs, plainMs * ENDLESS));
    // Whatever else begins meanwhile may have only what this one leaves in any case.
    leftMs -= limitMs;
    return attempt(sampling, mutation, limitMs).then((tried) => {
      leftMs += limitMs - tried.spentMs;
      return tried;
    });
  };
  const tried = await someAtATime(mutations, begin, MOST_TREATMENTS);
  return mutations.flatMap((mutation, at) => mutantOf(mutation, tried[at] ?? null, plainMs) ?? []);
}

/** Null where nothing is known of it. */
function mutantOf({ file, line, now }: Mutation, tried: Tried | null, plainMs: number): Mutant | null {
  if (tried === null || tried.ending === null) return null;
  if (tried.ending === "endless" && tried.spentMs < plainMs * ENDLESS) return null;
  const ending = tried.ending === "endless" ? "killed" : tried.ending;
  return { file, line, now: now.trim(), ending };
}

type Tried = { ending: Mutant["ending"] | "endless" | null; spentMs: number };

async function attempt(sampling: Sampling, mutation: Mutation, limitMs: number): Promise<Tried> {
  const { arms, view, checks, filesOf, textOf } = sampling;
  const { file, line, text, now } = mutation;
  const lines = (textOf(file) ?? "").split("\n");
  if (lines[line - 1] !== text) return { ending: null, spentMs: 0 };
  const written = [{ path: file, content: lines.with(line - 1, now).join("\n") }];
  const narrowed = narrowedTo(arms.project, checks, filesOf);
  const isNarrow = narrowed.checks.some(({ command }, at) => command !== checks[at]?.command);
  let spentMs = 0;
  for (const files of isNarrow ? [filesOf, () => null] : [filesOf]) {
    const named = { arms, view, named: checks, filesOf: files };
    const results = await namedOn(named, written, Math.max(1, limitMs - spentMs));
    spentMs += timeOf(results);
    const endings = results.map((result) => endingOf(result, sampling));
    const ending = endings.find((each) => each !== "survived");
    if (ending !== undefined) return { ending, spentMs };
  }
  return { ending: "survived", spentMs };
}

/** A flaky test notices nothing, whichever way it ends. */
function endingOf(result: CheckResult, { head, flaky }: Sampling): Tried["ending"] {
  const lucky = flaky.flatMap(({ check, test }) =>
    check === result.check.name && test !== null ? [test] : [],
  );
  const steady = marked(result, new Set(lucky));
  if (brokenChecks(head, [steady]).length === 0) return "survived";
  if (result.ending === "timed-out") return "endless";
  const failed = (steady.tests ?? []).filter((test) => test.status === "failed");
  const missing =
    failed.length > 0
      ? failed.every((test) => test.failure === "missing")
      : failureKind(result.output) === "missing";
  return missing || result.check.kind === "build" ? "unbuilt" : "killed";
}
