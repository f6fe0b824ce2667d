// One case from its folder to its verdict: validated on the base, run like any job, then judged by its hidden tests.
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
import { type CaseGround, type Opening, openCase } from "./open-case.ts";
import { openRepository } from "./open-repository.ts";
import { readCase } from "./read-case.ts";
import { type CaseResult, isSettled } from "./result.ts";
import { type HiddenResult, runHidden } from "./run-hidden.ts";
import { faultOnBase, judge } from "./verdict.ts";

/** What a case is at: a step of the evaluation, or a phase of its run. */
export type CaseStep = "read" | "set-up" | "hidden-on-base" | "hidden-on-change" | PhaseName;

/** What a run of a case reads, and where it writes. `onStep` is told what begins. */
export type CasePlace = {
  issueFile: string;
  repository: string;
  base: string | null;
  out: string;
  onStep(step: CaseStep): void;
};

export type CaseDeps = { git: Git; clock: Clock; caps: CaseCaps; portsFor(place: CasePlace): Ports };

export type Task = Pick<CasePlace, "onStep"> & {
  cases: string;
  name: string;
  /** A folder for this case alone; files of an earlier run in it are removed. */
  out: string;
  /** The result of an earlier run; it stands if the case is unchanged. Null: the case runs again. */
  before: CaseResult | null;
};

/** `stands`: the earlier result. `stopped`: the signal came first, so nothing is known. */
export type Pursued = { kind: "ended" | "stands"; result: CaseResult } | { kind: "stopped" };

export async function pursueCase(task: Task, deps: CaseDeps, signal: AbortSignal): Promise<Pursued> {
  const startedAt = deps.clock.now();
  const [ended] = await Promise.allSettled([pursue(task, deps, signal)]);
  const pursuit = ended.status === "fulfilled" ? ended.value : found(failed(causeOf(ended.reason)));
  if (pursuit.kind === "stands") return pursuit;
  if (signal.aborted) return { kind: "stopped" };
  const totalMs = deps.clock.now() - startedAt;
  return { kind: "ended", result: { ...pursuit.found, name: task.name, totalMs } };
}

type Found = Omit<CaseResult, "name" | "totalMs">;
const NOTHING = {
  ...{ digest: "", outcome: null, runMs: 0, usage: {}, phases: [] },
  hidden: { base: null, change: null },
} satisfies Partial<Found>;

type Pursuit = { kind: "stands"; result: CaseResult } | { kind: "found"; found: Found };

async function pursue(task: Task, deps: CaseDeps, signal: AbortSignal): Promise<Pursuit> {
  task.onStep("read");
  const reading = await readCase(task.cases, task.name, deps.caps);
  if (reading.kind === "broken") return found(brokenCase(reading.fault));
  const { before } = task;
  const it = reading.value;
  if (before !== null && isSettled(before) && before.digest === it.digest) {
    return { kind: "stands", result: before };
  }
  await rm(task.out, { recursive: true, force: true });
  await using stack = new AsyncDisposableStack();
  const folder = join(task.out, "repository.git");
  await mkdir(folder, { recursive: true });
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const repository = await openRepository(deps.git, it.repository, { folder, signal });
  if (repository.kind === "broken") return found(brokenCase(repository.fault));
  const { path, base } = repository.value;
  const place = { issueFile: it.issueFile, repository: path, base, out: task.out, onStep: task.onStep };
  const opening: Opening = {
    it,
    // Its content is in the name: no mirror or layer of another version of the case is ever seen by a run.
    issue: localIssue(`${it.name}-${it.digest.slice(0, 12)}`),
    runId: `eval-${it.name}-${deps.clock.now()}`,
    ports: deps.portsFor(place),
    signal,
  };
  task.onStep("set-up");
  const ground = await orBroken(openCase(opening));
  if (ground.kind === "broken") return found(brokenCase(ground.fault));
  stack.use(ground.value);
  return found(await validateAndRun(opening, ground.value, task));
}

async function validateAndRun(opening: Opening, ground: CaseGround, task: Task): Promise<Found> {
  const { it, ports } = opening;
  task.onStep("hidden-on-base");
  const onBase = await runHidden(opening, ground, null);
  await keepOutput(task, "hidden-on-base.log", onBase);
  const known = { ...NOTHING, digest: it.digest, hidden: { base: hiddenRead(onBase), change: null } };
  const fault = faultOnBase(onBase, it.rules);
  if (fault !== null) return { ...brokenCase(fault), ...known };
  const startedAt = ports.clock.now();
  using claim = localClaim(opening.runId, opening.signal);
  const report = await run(localJob(opening.issue, ports.clock), claim, ports);
  const runMs = ports.clock.now() - startedAt;
  const { outcome, usage, phases } = report;
  const onChange = isPublished(outcome) ? await runOnChange(opening, ground, task) : null;
  const hidden = { base: known.hidden.base, change: onChange === null ? null : hiddenRead(onChange) };
  return {
    ...known,
    ...judge(outcome, onChange, it.rules),
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

/** What was published, as the run wrote it. */
async function runOnChange(opening: Opening, ground: CaseGround, task: Task): Promise<HiddenResult> {
  task.onStep("hidden-on-change");
  const diff = await readFile(join(task.out, "change.patch"));
  const applied = await ground.workspace.apply(diff);
  if (applied.kind === "does-not-apply") {
    throw new PermanentError({ kind: "patch-not-applied", fault: applied.fault });
  }
  const result = await runHidden(opening, ground, applied.patch);
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

/** A case that cannot be set up is broken; an engine that does not answer is an error. */
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

function found(value: Found): Pursuit {
  return { kind: "found", found: value };
}
