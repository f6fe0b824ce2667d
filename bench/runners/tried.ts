// Tries one runner: its fixture, controls of ours beside a test, and a fault that the test has to notice.
import {
  type CheckResult,
  type FailureKind,
  failedTests,
  type TestResult,
} from "../../src/domain/evidence.ts";
import { Rules } from "../../src/domain/rules.ts";
import { emptyRepository, type Files } from "../../test/support/git.ts";
import { openOptions } from "../../test/support/trees.ts";
import { runEach } from "../../worker/evidence/measure/check.ts";
import { setUp } from "../../worker/evidence/measure/set-up.ts";
import type { Sandboxes, Trust } from "../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import type { Runner } from "../../worker/toolchains/runner.ts";
import type { Project } from "../../worker/toolchains/toolchain.ts";
import type { Workspaces } from "../../worker/workspace/workspace.ts";
import { imageWith } from "./image.ts";
import type { Trial } from "./trial.ts";

export type Ground = { sandboxes: Sandboxes; workspaces: Workspaces; signal: AbortSignal };

/** How each part went: empty where it went as it has to, otherwise what was seen instead. `controls` is null: it has none. */
export type Tried =
  | { kind: "tried"; fixture: string; controls: Controls | null; fault: string }
  | { kind: "not-available"; why: string };

/** `inside` is null where none stands at the end of the named file. */
export type Controls = { negative: string; positive: string; inside: string | null };

const NAMES = { negative: "control_b3d1", positive: "control_9ac2" };

export async function tried(trial: Trial, { sandboxes, workspaces, signal }: Ground): Promise<Tried> {
  const image = trial.packages === null ? null : await imageFor(trial.packages);
  if (image?.kind === "not-available") return image;
  using repository = emptyRepository();
  const sha = repository.commit(trial.files);
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open("runners", source, sha, signal);
  const rules = Rules.parse({
    ...(trial.checks === null ? {} : { checks: trial.checks, setup: trial.setup ?? [] }),
    ...(image === null ? {} : { image: image.tag }),
  });
  const project = await recognise(workspace.view, rules);
  if (project === null) throw new Error(`${trial.runner}: the repository was not recognised`);
  const { tree, view } = workspace;
  const onRefusal = () => {};
  const place = { tree, view, trust: TRUST, limits: LIMITS, runId: "runners", onRefusal };
  const made = await setUp(sandboxes, project, place, signal);
  if (made.kind === "failed") return { kind: "not-available", why: lastOf(withoutNotices(made.log)) };
  await using layer = made.layer;
  const on = async (changes: Files, checked: Project = project) => {
    const patch = Object.keys(changes).length === 0 ? null : repository.patch(changes);
    const options = { image: project.image, layer, patch, limits: LIMITS, purpose: "verify" } as const;
    return await runEach(
      () => sandboxes.open(openOptions(tree, options), signal),
      checked,
      checked.checks,
      signal,
    );
  };
  return await inTurn(trial, project, on);
}

type On = (changes: Files, checked?: Project) => Promise<CheckResult[]>;

async function inTurn(trial: Trial, project: Project, on: On): Promise<Tried> {
  const check = project.checks.find(({ kind }) => kind === "test");
  const runner = check === undefined ? null : project.runnerOf(check);
  if (check === undefined || runner === null) throw new Error(`${trial.runner}: no runner is known by name`);
  if (runner.name !== trial.runner) throw new Error(`${trial.runner}: taken for ${runner.name}`);
  const { file, name } = trial.test;
  const base = await on({});
  const fixture = seen(base, name, "passed");
  const { from, to, ...fault } = trial.fault;
  const broken = { [fault.file]: (trial.files[fault.file] ?? "").replace(from, to) };
  return {
    kind: "tried",
    fixture,
    controls: await controlsOf(runner, trial, (controls) =>
      on(
        Object.fromEntries(controls.map(({ path, content }) => [path, content])),
        narrowed(
          project,
          runner.only(check.command, [...new Set([...controls.map(({ path }) => path), file])]),
        ),
      ),
    ),
    fault: seen(await on(broken), name, "assertion"),
  };
}

/** The command that runs only some files, where the runner has one. */
function narrowed(project: Project, command: string | null): Project {
  if (command === null) return project;
  const checks = project.checks.map((check) => (check.kind === "test" ? { ...check, command } : check));
  return { ...project, checks };
}

type Written = { path: string; content: string };

const INSIDE = "control_5e7f";

async function controlsOf(
  runner: Runner,
  { files, test, fault }: Trial,
  run: (controls: Written[]) => Promise<CheckResult[]>,
): Promise<Controls | null> {
  const { controlsNamedIn } = runner;
  const control = runner.control({
    ...{ beside: test.file, besideText: files[test.file] ?? "", loads: [fault.file], ...NAMES },
    manifest: controlsNamedIn === undefined ? null : (files[controlsNamedIn] ?? null),
  });
  if (control === null) return null;
  const text = files[test.file] ?? "";
  const own =
    control.path === test.file ? null : (runner.inside?.({ path: test.file, text, name: INSIDE }) ?? null);
  const results = await run([
    ...[control, ...(control.besides ?? [])],
    ...(own === null ? [] : [{ path: test.file, content: own }]),
  ]);
  const { negative, positive } = NAMES;
  return {
    inside: own === null ? null : seen(results, INSIDE, "assertion"),
    negative: seen(results, negative, "assertion", positive),
    positive: seen(results, positive, "passed"),
  };
}

/** Empty where the test ended so. The file of the controls has the name of the negative one, so the other stands in `but`. */
function seen(results: CheckResult[], name: string, wanted: FailureKind | "passed", but?: string): string {
  const all = results.flatMap(({ tests }) => tests ?? []);
  const test = all.find(
    (each) => each.name.includes(name) && (but === undefined || !each.name.includes(but)),
  );
  const faults = results.flatMap(({ reportFault }) => reportFault?.kind ?? []);
  const found = test === undefined ? "not seen" : endingOf(test);
  if (found === wanted && faults.length === 0) return "";
  const last = results.at(-1);
  const red = results.flatMap(failedTests);
  const said = faults.length > 0 || test === undefined ? lastOf(last?.output ?? "") : red.join(", ");
  return [found, ...faults, said].join(", ");
}

function endingOf({ status, failure }: TestResult): string {
  return failure ?? status;
}

function lastOf(text: string): string {
  return text.trim().split("\n").slice(-3).join(" / ").slice(0, 300);
}

function withoutNotices(log: string): string {
  return log.replaceAll(/^npm (?:notice|error A complete log).*\n?/gm, "");
}

type Image = { kind: "made"; tag: string } | Extract<Tried, { kind: "not-available" }>;

async function imageFor(packages: NonNullable<Trial["packages"]>): Promise<Image> {
  try {
    return { kind: "made", tag: await imageWith(packages) };
  } catch (error) {
    return { kind: "not-available", why: lastOf(String(error)) };
  }
}

const TRUST: Trust = { domain: "bench/runners", ref: "trusted" };
const LIMITS = { memoryBytes: 2 * 1024 ** 3, pids: 512, cpuShares: 1024, diskBytes: 2 * 1024 ** 3 };
