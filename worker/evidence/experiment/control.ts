// The controls: two tests of ours beside a named one, in a run that is not the verdict. One has to fail, one has to pass.
import { randomBytes } from "node:crypto";
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Control, Placebo, Sight } from "../../../src/domain/experiment.ts";
import type { ReportFault } from "../../../src/domain/report-fault.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Runner } from "../../toolchains/runner.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { runEach } from "../measure/check.ts";
import { sightOf } from "../prove/sight.ts";

export type Controlling = {
  project: Pick<Project, "read" | "runnerOf">;
  /** The test check; what has to be built for it. */
  check: Check;
  builds: Check[];
  /** The test file that is named, with its text on the head; null where nobody knows it. */
  beside: { path: string; text: string } | null;
  /** Every file with a test that is named; null where one is unknown: then the whole command runs. */
  files: string[] | null;
  /** Paths of the changed modules. */
  loads: string[];
  /** The changed modules with other comments and layout. */
  placebos: { path: string; content: string }[];
  /** Names of tests in this check that passed on the head and are named for criteria. */
  named: string[];
  /** A fresh sandbox of the head. */
  open(): Promise<Sandbox>;
  signal: AbortSignal;
};

/** `placebo` is null where there was none, or where no control ran beside it. */
export type Controlled = { control: Control; placebo: Placebo | null };

/**
 * The names are new for each run, so that no code can know them, and identifiers, so that any language can write them.
 * The placebo is in the same run: nothing may react to it.
 */
export async function control(controlling: Controlling): Promise<Controlled> {
  const { project, check, beside, loads } = controlling;
  const runner = project.runnerOf(check);
  if (runner === null) return notRun(check, null, "no-runner");
  const names = { negative: `control_${nonce()}`, positive: `control_${nonce()}` };
  const asked = beside === null ? null : { beside: beside.path, besideText: beside.text, loads, ...names };
  const file = asked === null ? null : runner.control(asked);
  if (file === null) return notRun(check, runner, "no-control-for-file");
  const results = await ran(controlling, runner, file);
  return {
    control: { kind: "ran", check: check.name, runner: runner.name, ...seenOf(results, controlling, names) },
    placebo: placeboIn(results, controlling),
  };
}

function notRun(
  { name }: Check,
  runner: Runner | null,
  why: "no-runner" | "no-control-for-file",
): Controlled {
  return { control: { kind: "not-run", check: name, runner: runner?.name ?? null, why }, placebo: null };
}

function nonce(): string {
  return randomBytes(8).toString("hex");
}

/** The narrowed command is still one of this runner, even where its words no longer tell. */
async function ran(
  { project, check, builds, files, placebos, open, signal }: Controlling,
  runner: Runner,
  file: { path: string; content: string },
): Promise<CheckResult[]> {
  const narrowed = files === null ? null : runner.only(check.command, [...new Set([...files, file.path])]);
  const command = narrowed ?? check.command;
  const openChanged = async () => {
    const sandbox = await open();
    for (const { path, content } of [...placebos, file]) await sandbox.write(path, Buffer.from(content));
    return sandbox;
  };
  const runnerOf: Project["runnerOf"] = (asked) =>
    asked.command === command ? runner : project.runnerOf(asked);
  return await runEach(openChanged, { ...project, runnerOf }, [...builds, { ...check, command }], signal);
}

type Seen = Pick<Extract<Control, { kind: "ran" }>, "negative" | "positive" | "reportFault">;

function seenOf(
  results: CheckResult[],
  { check, named }: Controlling,
  names: { negative: string; positive: string },
): Seen {
  // A file, and so whatever a runner prints around both names, is called after the negative one.
  const isPositive = (name: string) => name.includes(names.positive);
  const isNegative = (name: string) => name.includes(names.negative) && !isPositive(name);
  const fault = resultOf(check, results)?.reportFault;
  const counts = (name: string) => isPositive(name) || isNegative(name) || named.includes(name);
  return {
    negative: sightOfTest(check, results, isNegative),
    positive: sightOfTest(check, results, isPositive),
    ...(fault === undefined || !concerns(fault, counts) ? {} : { reportFault: fault }),
  };
}

/** Rows without names of their own are often doubled; that says nothing about other tests. */
function concerns(fault: ReportFault, counts: (name: string) => boolean): boolean {
  return fault.kind !== "doubled" || fault.tests.some(counts);
}

function sightOfTest(check: Check, results: CheckResult[], isWanted: (name: string) => boolean): Sight {
  const found = resultOf(check, results)?.tests?.find(({ name }) => isWanted(name));
  const test = found?.name ?? "";
  return sightOf({ kind: "test", check: check.name, test, flaky: false }, results);
}

/** A named test that is not there any more has reacted, too. */
function placeboIn(results: CheckResult[], { check, placebos, named }: Controlling): Placebo | null {
  const tests = resultOf(check, results)?.tests ?? null;
  if (placebos.length === 0 || tests === null) return null;
  const passed = new Set(tests.filter(({ status }) => status === "passed").map(({ name }) => name));
  return { check: check.name, reacted: named.filter((name) => !passed.has(name)) };
}

function resultOf(check: Check, results: CheckResult[]): CheckResult | undefined {
  return results.find((result) => result.check.name === check.name);
}
