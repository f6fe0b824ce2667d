// Makes a few changed lines wrong, one at a time in a fresh sandbox, and runs the tests: does any notice?
import {
  brokenChecks,
  type Check,
  type CheckResult,
  type Flaky,
  type Mutant,
} from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { runCheck } from "../measure/check.ts";
import { marked } from "../measure/flaky.ts";
import { LONGEST_FILE_BYTES } from "../prove/code-lines.ts";
import type { Mutation } from "./mutants.ts";

/** The whole sample may take this many times as long as the tests alone. */
export const MOST_SHARE = 5;
export const MOST_MS = 2 * 60_000;
/** A mutant that runs this many times as long as the tests did counts as one that never ends. */
const ENDLESS = 3;

export type Sampling = {
  project: Pick<Project, "read" | "runnerOf">;
  /** What runs on each mutant: the tests, and the builds they need first. */
  checks: Check[];
  head: CheckResult[];
  /** How long the tests take, with what is built for them. */
  plainMs: number;
  flaky: Flaky[];
  mutations: Mutation[];
  leftMs: number;
  /** A fresh sandbox of the head. */
  open(): Promise<Sandbox>;
  signal: AbortSignal;
};

/** Stops in time, with as many mutants as there was time for. */
export async function sampleMutants(sampling: Sampling): Promise<Mutant[]> {
  const { plainMs, mutations } = sampling;
  let leftMs = Math.min(plainMs * MOST_SHARE, MOST_MS, sampling.leftMs);
  const mutants: Mutant[] = [];
  for (const mutation of mutations) {
    if (leftMs < plainMs || leftMs < 1) break;
    const tried = await attempt(sampling, mutation, Math.ceil(Math.min(leftMs, plainMs * ENDLESS)));
    leftMs -= tried.spentMs;
    const limited = tried.spentMs < plainMs * ENDLESS;
    if (tried.ending === null || (tried.ending === "endless" && limited)) continue;
    const { file, line, now } = mutation;
    mutants.push({
      file,
      line,
      now: now.trim(),
      ending: tried.ending === "endless" ? "killed" : tried.ending,
    });
  }
  return mutants;
}

type Tried = { ending: Mutant["ending"] | "endless" | null; spentMs: number };

async function attempt(sampling: Sampling, mutation: Mutation, limitMs: number): Promise<Tried> {
  const { project, checks, signal } = sampling;
  await using sandbox = await sampling.open();
  const file = Buffer.from(await sandbox.read(mutation.file, { maxBytes: LONGEST_FILE_BYTES }));
  const lines = file.toString().split("\n");
  const isThere = lines[mutation.line - 1] === mutation.text && file.equals(Buffer.from(lines.join("\n")));
  if (!isThere) return { ending: null, spentMs: 0 };
  await sandbox.write(mutation.file, Buffer.from(lines.with(mutation.line - 1, mutation.now).join("\n")));
  let spentMs = 0;
  for (const check of checks) {
    const timeoutMs = Math.max(1, Math.min(check.timeoutMs, limitMs - spentMs));
    const result = await runCheck(sandbox, project, { ...check, timeoutMs }, signal);
    spentMs += result.durationMs;
    const ending = endingOf(result, sampling);
    if (ending !== "survived") return { ending, spentMs };
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
