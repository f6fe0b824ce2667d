// The controls: two tests of ours beside a named one, in a run that is not the verdict. One has to fail, one has to pass.
import { randomBytes } from "node:crypto";
import type { Check } from "../../../src/domain/evidence.ts";
import type { Control, Placebo, Sight } from "../../../src/domain/experiment.ts";
import { OUTPUT_BYTES } from "../../diagnostics/index.ts";
import { OUTSIDE, type Sandbox } from "../../sandboxes/sandbox.ts";
import { type Report, type Runner, unread } from "../../toolchains/runner.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { runCheck } from "../measure/check.ts";
import { sightOf } from "../prove/sight.ts";

export type Controlling = {
  project: Pick<Project, "read" | "runnerOf">;
  /** The test check; what has to be built for it. */
  check: Check;
  builds: Check[];
  /** The test file that is named, with its text on the head; null where nobody knows it. */
  beside: { path: string; text: string } | null;
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

export type Controlled = { control: Control; placebo: Placebo | null };

/** The names are new for each run, so that no code can know them, and identifiers, so that any language can write them. The placebo is in the same run: nothing of it may react. */
export async function control(controlling: Controlling): Promise<Controlled> {
  const { check, placebos, named } = controlling;
  const { told, report } = await controlled(controlling);
  if (report === null || placebos.length === 0) return { control: told, placebo: null };
  const reacted = named.filter((name) => {
    const sight = report.tests.find((test) => test.name === name)?.status;
    return sight !== undefined && sight !== "passed";
  });
  return { control: told, placebo: { check: check.name, reacted } };
}

async function controlled(controlling: Controlling): Promise<{ told: Control; report: Report | null }> {
  const { project, check, beside, loads } = controlling;
  const runner = project.runnerOf(check);
  const name = check.name;
  if (runner === null)
    return { told: { kind: "not-run", check: name, runner: null, why: "no-runner" }, report: null };
  const names = { negative: `control_${nonce()}`, positive: `control_${nonce()}` };
  const asked = beside === null ? null : { beside: beside.path, besideText: beside.text, loads, ...names };
  const file = asked === null ? null : runner.control(asked);
  if (file === null) {
    const why = "no-control-for-file";
    return { told: { kind: "not-run", check: name, runner: runner.name, why }, report: null };
  }
  const report = await reported(controlling, runner, file);
  // The file, and so whatever a runner prints around both names, is called after the negative one.
  const isPositive = (name: string) => name.includes(names.positive);
  const isNegative = (name: string) => name.includes(names.negative) && !isPositive(name);
  const seen = { negative: seenAs(report, check, isNegative), positive: seenAs(report, check, isPositive) };
  return { told: { kind: "ran", check: name, runner: runner.name, ...seen }, report };
}

function nonce(): string {
  return randomBytes(8).toString("hex");
}

async function reported(
  { project, check, builds, beside, placebos, open, signal }: Controlling,
  runner: Runner,
  file: { path: string; content: string },
): Promise<Report> {
  await using sandbox = await open();
  for (const { path, content } of [...placebos, file]) await sandbox.write(path, Buffer.from(content));
  for (const build of builds) await runCheck(sandbox, project, build, signal);
  const only =
    runner.only(check.command, [file.path, ...(beside === null ? [] : [beside.path])]) ?? check.command;
  const path = `${OUTSIDE}${nonce()}`;
  const reporting = runner.reporting(only, path);
  const line = reporting?.command ?? only;
  const { timeoutMs } = check;
  const result = await sandbox.run({ line, timeoutMs, outputBytes: OUTPUT_BYTES, signal });
  signal.throwIfAborted();
  if (reporting === null) return runner.read(result.output);
  const found = await sandbox.readOutside(path, { maxBytes: OUTPUT_BYTES });
  if (found.kind === "read") return runner.read(Buffer.from(found.bytes).toString());
  return unread({ kind: found.reason === "too-large" ? "cut" : "missing" });
}

/** Runners print suites and files around a name. */
function seenAs({ tests }: Report, check: Check, isWanted: (name: string) => boolean): Sight {
  const test = tests.find(({ name }) => isWanted(name));
  if (test === undefined) return "not-seen";
  const by = { kind: "test", check: check.name, test: test.name, flaky: false } as const;
  const result = { check, ending: "failed", exitStatus: 1, durationMs: 0, output: "", cutBytes: 0 } as const;
  return sightOf(by, [{ ...result, diagnostics: [], tests }]);
}
