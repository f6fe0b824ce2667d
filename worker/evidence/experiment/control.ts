// The controls: two tests of ours beside a named one, in a run that is not the verdict. One has to fail, one has to pass.
import { createHash } from "node:crypto";
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import { behaved, type Control, type Placebo, type Sight } from "../../../src/domain/experiment.ts";
import type { ReportFault } from "../../../src/domain/report-fault.ts";
import type { ControlFiles, Runner } from "../../toolchains/runner.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import type { Written } from "../measure/arm.ts";
import { type NamedChecks, namedOn } from "../measure/named.ts";
import { sightOf } from "../prove/sight.ts";

const NONCE_LETTERS = 18;

export type Controlling = {
  arms: NamedChecks["arms"];
  view: TreeView;
  /** The test check. */
  check: Check;
  /** The text of any file on the head. */
  textOf(path: string): Promise<string | null>;
  /** The test file that is named, with its text on the head; null where nobody knows it. */
  beside: { path: string; text: string } | null;
  /** Every file with a test that is named; null where one is unknown: then the whole command runs. */
  files: readonly string[] | null;
  /** Paths of the changed modules. */
  loads: string[];
  /** The changed modules spelled otherwise. */
  placebos: Written[];
  /** Names of tests in this check that passed on the head and are named for criteria. */
  named: string[];
};

/**
 * `placebo` is null where there was none, or where no control ran beside it. `files`: they are enough to see the named tests
 * and the controls; null: only the whole command showed them.
 */
export type Controlled = { control: Control; placebo: Placebo | null; files: readonly string[] | null };

/**
 * The names are new for each tree and whatever is named in it, so that no code can know them and what was seen of them holds when
 * the same is asked again. They are identifiers, so that any language can write them.
 * The placebo is in the same run: nothing may react to it. Where a narrowed command does not show what it has to, the whole
 * one runs.
 */
export async function control(controlling: Controlling): Promise<Controlled> {
  const { arms, check, beside, loads, files } = controlling;
  const runner = arms.project.runnerOf(check);
  if (runner === null) return notRun(check, null, "no-runner");
  const nonce = noncesFor(controlling);
  const names = { negative: nonce("negative"), positive: nonce("positive") };
  const { controlsNamedIn } = runner;
  const manifest = controlsNamedIn === undefined ? null : await controlling.textOf(controlsNamedIn);
  const named = { loads, manifest, ...names };
  const file =
    beside === null ? null : runner.control({ beside: beside.path, besideText: beside.text, ...named });
  if (file === null) return notRun(check, runner, "no-control-for-file");
  const inRun = async (of: readonly string[] | null, inside: Inside | null): Promise<Controlled> => {
    const only = of === null ? null : [...new Set([...of, file.path])];
    const results = await ran(controlling, [file, ...(inside === null ? [] : [inside])], only);
    const seen = seenOf(results, controlling, { ...names, inside: inside?.name ?? null });
    const told = { kind: "ran", check: check.name, runner: runner.name, ...seen } as const;
    const lost = lostIn(results, controlling);
    const placebo = controlling.placebos.length === 0 ? null : { check: check.name, reacted: lost };
    return { control: told, placebo, files: behaved(told) && lost.length === 0 ? of : null };
  };
  const inRuns = async (inside: Inside | null): Promise<Controlled> => {
    if (files !== null && runner.only(check.command, [file.path]) !== null) {
      const narrowed = await inRun(files, inside);
      if (narrowed.files !== null) return narrowed;
    }
    return await inRun(null, inside);
  };
  const inside = insideOf(controlling, { runner, file, name: nonce("inside") });
  const controlled = await inRuns(inside);
  return inside !== null && isUnloaded(controlled) ? await inRuns(null) : controlled;
}

type Inside = { name: string; path: string; content: string };

function insideOf(
  { beside }: Controlling,
  { runner, file, name }: { runner: Runner; file: ControlFiles; name: string },
): Inside | null {
  if (beside === null || file.path === beside.path) return null;
  const { path, text } = beside;
  const content = runner.inside?.({ path, text, name }) ?? null;
  return content === null ? null : { name, path, content };
}

/** With a test of ours, the file itself may not load: then no test of it is there, and it is tried without ours. */
function isUnloaded({ control, placebo }: Controlled): boolean {
  if (control.kind === "not-run" || placebo === null || placebo.reacted.length === 0) return false;
  return control.inside === "not-seen" || control.inside === "not-loaded";
}

function notRun(
  { name }: Check,
  runner: Runner | null,
  why: "no-runner" | "no-control-for-file",
): Controlled {
  return {
    control: { kind: "not-run", check: name, runner: runner?.name ?? null, why },
    placebo: null,
    files: null,
  };
}

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** Words that nobody knows, and that look like any other. */
function noncesFor({ arms, check, named }: Controlling): (role: string) => string {
  const tree = createHash("sha256").update(arms.patch.diff).digest("hex");
  return (role) => {
    const bytes = arms.memory.secretOf(JSON.stringify([role, tree, check.name, named]));
    const letters = [...bytes.subarray(0, NONCE_LETTERS)].map((byte, at) => {
      const among = at % 2 === 0 ? CONSONANTS : VOWELS;
      return among[byte % among.length] ?? "";
    });
    return letters.join("");
  };
}

async function ran(
  { arms, view, check, placebos }: Controlling,
  added: readonly ControlFiles[],
  files: string[] | null,
): Promise<CheckResult[]> {
  const written = added.flatMap((file) => [file, ...(file.besides ?? [])]);
  const isWritten = new Set(written.map(({ path }) => path));
  const others = placebos.filter(({ path }) => !isWritten.has(path));
  const checks = { arms, view, named: [check], filesOf: () => files };
  return await namedOn(checks, [...others, ...written], check.timeoutMs);
}

type Seen = Pick<Extract<Control, { kind: "ran" }>, "negative" | "positive" | "inside" | "reportFault">;

function seenOf(
  results: CheckResult[],
  { check, named }: Controlling,
  names: { negative: string; positive: string; inside: string | null },
): Seen {
  // A file, and so whatever a runner prints around both names, is called after the negative one.
  const isPositive = (name: string) => name.includes(names.positive);
  const isNegative = (name: string) => name.includes(names.negative) && !isPositive(name);
  const fault = resultOf(check, results)?.reportFault;
  const isInside = (name: string) => names.inside !== null && name.includes(names.inside);
  const counts = (name: string) =>
    [isPositive, isNegative, isInside].some((is) => is(name)) || named.includes(name);
  return {
    negative: sightOfTest(check, results, isNegative),
    positive: sightOfTest(check, results, isPositive),
    ...(names.inside === null ? {} : { inside: sightOfTest(check, results, isInside) }),
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
function lostIn(results: CheckResult[], { check, named }: Controlling): string[] {
  const tests = resultOf(check, results)?.tests ?? [];
  const passed = new Set(tests.filter(({ status }) => status === "passed").map(({ name }) => name));
  return named.filter((name) => !passed.has(name));
}

function resultOf(check: Check, results: CheckResult[]): CheckResult | undefined {
  return results.find((result) => result.check.name === check.name);
}
