// Takes one case from its folder to its verdict: validates it on the base, runs it like any job, judges by its hidden tests.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { causeOf, PermanentError } from "../../src/domain/errors.ts";
import type { Cause } from "../../src/domain/fault.ts";
import type { PhaseName, RunReport } from "../../src/domain/outcome.ts";
import { localClaim, localIssue, localJob } from "../run/local.ts";
import type { Ports } from "../run/ports.ts";
import { run } from "../run/run.ts";
import type { Git } from "../workspace/git.ts";
import type { CaseCaps } from "./case.ts";
import { broken, type CaseFault, type Reading } from "./case-fault.ts";
import { type OpenedCase, type Opening, openCase } from "./open-case.ts";
import { openRepository } from "./open-repository.ts";
import { readCase } from "./read-case.ts";
import { type CaseResult, isSettled } from "./result.ts";
import { type HiddenResult, runHidden } from "./run-hidden.ts";
import { faultOnBase, judge } from "./verdict.ts";

/** The current step of a case: one of the evaluation, or a phase of its run. */
export type CaseStep = "read" | "set-up" | "hidden-on-base" | "hidden-on-change" | PhaseName;

/** The run of a case: its input, and the folder for its output. `onStep` is called when a step begins. */
export type CaseRun = {
  issueFile: string;
  repository: string;
  base: string | null;
  out: string;
  onStep(step: CaseStep): void;
};

export type CaseDeps = { git: Git; clock: Clock; caps: CaseCaps; portsFor(caseRun: CaseRun): Ports };

export type Task = Pick<CaseRun, "onStep"> & {
  cases: string;
  name: string;
  /** A folder for this case alone. Files of an earlier run in it are removed. */
  out: string;
  /** The result of an earlier run, which stands if the case is unchanged. Null: the case runs again. */
  before: CaseResult | null;
};

/** `stands`: the earlier result is still true. `stopped`: the signal came first, so there is no result. */
export type EvaluatedCase = { kind: "ended" | "stands"; result: CaseResult } | { kind: "stopped" };

export async function evaluateCase(task: Task, deps: CaseDeps, signal: AbortSignal): Promise<EvaluatedCase> {
  const startedAt = deps.clock.now();
  const [ended] = await Promise.allSettled([evaluateOrKeep(task, deps, signal)]);
  const evaluated = ended.status === "fulfilled" ? ended.value : found(failed(causeOf(ended.reason)));
  if (evaluated.kind === "stands") return evaluated;
  if (signal.aborted) return { kind: "stopped" };
  const totalMs = deps.clock.now() - startedAt;
  return { kind: "ended", result: { ...evaluated.found, name: task.name, totalMs } };
}

type Found = Omit<CaseResult, "name" | "totalMs">;
const NOTHING = {
  ...{ digest: "", outcome: null, runMs: 0, usage: {}, phases: [] },
  hidden: { base: null, change: null },
} satisfies Partial<Found>;

type CaseEnd = { kind: "stands"; result: CaseResult } | { kind: "found"; found: Found };

async function evaluateOrKeep(task: Task, deps: CaseDeps, signal: AbortSignal): Promise<CaseEnd> {
  task.onStep("read");
  const reading = await readCase(task.cases, task.name, deps.caps);
  if (reading.kind === "broken") return found(brokenCase(reading.fault));
  const { before } = task;
  const evalCase = reading.value;
  if (before !== null && isSettled(before) && before.digest === evalCase.digest) {
    return { kind: "stands", result: before };
  }
  await rm(task.out, { recursive: true, force: true });
  await using stack = new AsyncDisposableStack();
  const folder = join(task.out, "repository.git");
  await mkdir(folder, { recursive: true });
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const repository = await openRepository(deps.git, evalCase.repository, { folder, signal });
  if (repository.kind === "broken") return found(brokenCase(repository.fault));
  const { path, base } = repository.value;
  const caseRun: CaseRun = {
    issueFile: evalCase.issueFile,
    repository: path,
    base,
    out: task.out,
    onStep: task.onStep,
  };
  const opening: Opening = {
    evalCase,
    // The name holds a digest of the content, so a run never uses the mirror or layer of another version of the case.
    issue: localIssue(`${evalCase.name}-${evalCase.digest.slice(0, 12)}`),
    runId: `eval-${evalCase.name}-${deps.clock.now()}`,
    ports: deps.portsFor(caseRun),
    signal,
  };
  task.onStep("set-up");
  const opened = await orBroken(openCase(opening));
  if (opened.kind === "broken") return found(brokenCase(opened.fault));
  stack.use(opened.value);
  return found(await validateAndRun(opening, opened.value, task));
}

async function validateAndRun(opening: Opening, opened: OpenedCase, task: Task): Promise<Found> {
  const { evalCase, ports } = opening;
  task.onStep("hidden-on-base");
  const onBase = await runHidden(opening, opened, null);
  await keepOutput(task, "hidden-on-base.log", onBase);
  const known = { ...NOTHING, digest: evalCase.digest, hidden: { base: hiddenRead(onBase), change: null } };
  const fault = faultOnBase(onBase, evalCase.rules);
  if (fault !== null) return { ...brokenCase(fault), ...known };
  const startedAt = ports.clock.now();
  using claim = localClaim(opening.runId, opening.signal);
  const report = await run(localJob(opening.issue, ports.clock), claim, ports);
  await ports.checkpoints.drop(opening.runId);
  const runMs = ports.clock.now() - startedAt;
  const { outcome, usage, phases } = report;
  const onChange = isPublished(outcome) ? await runOnChange(opening, opened, task) : null;
  const hidden = { base: known.hidden.base, change: onChange === null ? null : hiddenRead(onChange) };
  return {
    ...known,
    ...judge(outcome, onChange, evalCase.rules),
    outcome: outcome.kind,
    runMs,
    usage,
    phases,
    hidden,
  };
}

function isPublished({ kind }: RunReport["outcome"]): boolean {
  return kind === "opened" || kind === "revised";
}

/** Runs the hidden tests on the published patch, as the run wrote it. */
async function runOnChange(opening: Opening, opened: OpenedCase, task: Task): Promise<HiddenResult> {
  task.onStep("hidden-on-change");
  const diff = await readFile(join(task.out, "change.patch"));
  const applied = await opened.workspace.apply(diff);
  if (applied.kind === "does-not-apply") {
    throw new PermanentError({ kind: "patch-not-applied", fault: applied.fault });
  }
  const result = await runHidden(opening, opened, applied.patch);
  await keepOutput(task, "hidden-on-change.log", result);
  return result;
}

async function keepOutput({ out }: Task, name: string, hidden: HiddenResult): Promise<void> {
  await writeFile(
    join(out, name),
    hidden.kind === "ran" ? hidden.result.output : `${JSON.stringify(hidden.fault)}\n`,
  );
}

function hiddenRead(hidden: HiddenResult): CaseResult["hidden"]["base"] {
  if (hidden.kind === "not-laid") return { ending: "not-laid", exitStatus: null, durationMs: 0 };
  const { ending, exitStatus, durationMs } = hidden.result;
  return { ending, exitStatus, durationMs };
}

/** A case that cannot be opened is broken; an engine that does not answer is an error. */
async function orBroken<T>(opening: Promise<Reading<T>>): Promise<Reading<T>> {
  const [opened] = await Promise.allSettled([opening]);
  if (opened.status === "fulfilled") return opened.value;
  if (opened.reason instanceof PermanentError)
    return broken({ kind: "not-opened", cause: causeOf(opened.reason) });
  throw opened.reason;
}

function brokenCase(fault: CaseFault): Found {
  return { ...NOTHING, verdict: "broken-case", reason: { kind: "case-broken", fault } };
}

function failed(cause: Cause): Found {
  return { ...NOTHING, verdict: "error", reason: { kind: "crashed", cause } };
}

function found(value: Found): CaseEnd {
  return { kind: "found", found: value };
}
