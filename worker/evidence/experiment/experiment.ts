// What is done for proof once the head holds: controls, the new tests on the old code, and parts that are taken out.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import {
  type Ablation,
  behaved,
  type Control,
  type GivenTo,
  type Held,
  type Placebo,
} from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { newTestsOnBase } from "../measure/arms.ts";
import { inBackground } from "../measure/background.ts";
import type { FilesOf } from "../measure/narrow.ts";
import type { Parts } from "../prove/parts.ts";
import { proversOf } from "../prove/trace.ts";
import { ablate } from "./ablate.ts";
import { byParts } from "./by-parts.ts";
import { type Controlled, control } from "./control.ts";
import { byFunction, emptiedFunctions, functionsOf } from "./empty-functions.ts";
import { headTexts } from "./head-texts.ts";
import { filesOfNamed, withTests } from "./named-files.ts";
import { givenOf, heldOf } from "./named-tests.ts";
import { placebosOf } from "./placebo.ts";
import { refine } from "./refine.ts";
import { changedCode, type Experimenting, namedChecks, ofTests, runsOf, type Subject } from "./subject.ts";
import { otherValues, takenOut } from "./take-out.ts";
import { apartFromTypes } from "./types-alone.ts";

export type Experiment = {
  /** Null: no part was to be taken out. */
  ablations: Ablation[] | null;
  controls: Control[];
  placebos: Placebo[];
  /** The change's tests on the old code; null where it has none. */
  onBase: CheckResult[] | null;
  /** Lines of named tests that judge nothing. */
  held: Held[];
  /** Lines of tests that give the code its answer. */
  given: GivenTo[];
  /** Named tests that also hold where values are compared by type and parts, and not as the change says. */
  byParts: Prover[];
  /** The files with the tests of the change, where they stand for a whole command. */
  filesOf: FilesOf;
};

export const NO_EXPERIMENT: Experiment = {
  ablations: null,
  controls: [],
  placebos: [],
  onBase: null,
  held: [],
  given: [],
  byParts: [],
  filesOf: () => null,
};

/** `shownBy`: the files with the named tests, where they stand for a whole command. */
export type Begun = Pick<Experiment, "filesOf"> & {
  of: Subject;
  controlled: Controlled[];
  shownBy: FilesOf;
};

/**
 * The controls come first: they show whether the files of the named tests stand for a whole command. Where nothing that was
 * named ran on the head, there is nothing to control and nothing to take out.
 */
export async function beginExperiment(
  arms: Experimenting,
  head: CheckResult[],
  parts: Parts,
): Promise<Begun> {
  const texts = await headTexts(arms);
  const provers = arms.handedIn ? proversOf(arms.claims, head, parts.files) : [];
  const of = { arms, head, parts, texts, provers };
  const controlled = await controls(of);
  const shownBy: FilesOf = ({ name }) =>
    controlled.find(({ control: { check } }) => check === name)?.files ?? null;
  const filesOf: FilesOf = (check) => {
    const files = shownBy(check);
    return files === null ? null : [...new Set([...files, ...withTests(check.name, parts.files, head)])];
  };
  return { of, controlled, shownBy, filesOf };
}

export async function experiment({ of, controlled, shownBy, filesOf }: Begun): Promise<Experiment> {
  const { arms, parts, provers } = of;
  const { signal, handedIn } = arms;
  await using newTests = inBackground(signal, (signal) =>
    newTestsOnBase({ ...arms, signal }, parts, filesOf),
  );
  const valid = controlled.map((each) => each.control).filter(behaved);
  const isJudged = (by: Prover) => by.kind === "check" || valid.some(({ check }) => check === by.check);
  const judged = { ...of, provers: provers.filter(isJudged) };
  await using namedTests = inBackground(signal, async (signal) => {
    const subject = { ...judged, arms: { ...arms, signal } };
    const { written, green } = await byParts(subject, shownBy);
    const held = await heldOf(subject, shownBy, written);
    return { held, given: await givenOf(subject, shownBy), byParts: green };
  });
  const ablations = handedIn ? await ablationsOf(of, shownBy) : null;
  return {
    ablations,
    controls: controlled.map((each) => each.control),
    placebos: controlled.flatMap(({ placebo }) => placebo ?? []),
    onBase: await newTests.result(),
    ...(await namedTests.result()),
    filesOf,
  };
}

async function controls(of: Subject): Promise<Controlled[]> {
  const { arms, head, parts, texts, provers } = of;
  const loads = changedCode(of)
    .filter(({ kind }) => kind !== "deleted")
    .map(({ path }) => path);
  const written = loads.map((path) => ({ path, content: texts.changed(path) ?? "" }));
  const placebos = await placebosOf(written, arms.parser, arms.signal);
  const controlled: Controlled[] = [];
  for (const check of namedChecks(of).filter(({ name }) => namesTests(name, head))) {
    const files = filesOfNamed(check.name, ofTests(of));
    const known = files.filter((path) => path !== null);
    const path = known[0] ?? parts.files[0] ?? null;
    const text = path === null ? null : await texts.any(path);
    controlled.push(
      await control({
        ...{ arms, check, loads, placebos, view: arms.workspace.view, textOf: texts.any },
        beside: path === null || text === null ? null : { path, text },
        files: known.length === files.length ? known : null,
        named: provers.flatMap((by) => (by.kind === "test" && by.check === check.name ? [by.test] : [])),
      }),
    );
  }
  return controlled;
}

/** A whole command is red or green by its exit status, which no report stands between. */
function namesTests(check: string, head: CheckResult[]): boolean {
  return head.some((result) => result.check.name === check && (result.tests ?? []).length > 0);
}

async function ablationsOf(of: Subject, filesOf: FilesOf): Promise<Ablation[]> {
  const { arms, head: results, parts, texts, provers } = of;
  if (provers.length === 0) return [];
  const { isInlineTest } = parts;
  const { patch, parser, signal } = arms;
  const head = texts.changed;
  const whole = refine(
    patch.changes.filter(({ path }) => !parts.isTest(path)),
    isInlineTest,
  );
  const functions = await functionsOf(whole, head, { parser, signal });
  const refined = whole.map((each) => byFunction(each, head, functions));
  const { parts: behaving, types } = await apartFromTypes(takenOut(refined, head), { head, parser, signal });
  return await ablate({
    ...runsOf(of, filesOf),
    ...{ head: results, provers },
    parts: behaving,
    isShared: provers.length < new Set(arms.claims.map(({ criterion }) => criterion)).size,
    others: [...emptiedFunctions(refined, head, functions), ...otherValues(refined, head), ...types],
  });
}
