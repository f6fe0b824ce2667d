// What is done for proof once the head holds: controls, the new tests on the old code, and parts that are taken out.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import {
  type Ablation,
  behaved,
  type Control,
  type GivenTo,
  type Held,
  type Placebo,
} from "../../../src/domain/experiment.ts";
import { startParser } from "../../map/parser.ts";
import { isCodePath } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Arms, newTestsOnBase, testsOf } from "../measure/arms.ts";
import { inBackground } from "../measure/background.ts";
import type { FilesOf } from "../measure/narrow.ts";
import type { Parts } from "../prove/parts.ts";
import { type Claim, proversOf } from "../prove/trace.ts";
import { ablate } from "./ablate.ts";
import { type Controlled, control } from "./control.ts";
import { byFunction, emptiedFunctions, functionsOf } from "./empty-functions.ts";
import { givenAnswers } from "./given-answers.ts";
import { type HeadTexts, headTexts } from "./head-texts.ts";
import { filesOfNamed, withTests } from "./named-files.ts";
import { placebosOf } from "./placebo.ts";
import { refine } from "./refine.ts";
import { otherValues, takenOut } from "./take-out.ts";
import { heldEitherWay, type Turning } from "./turn-tests.ts";
import { apartFromTypes } from "./types-alone.ts";

export type Experimenting = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  claims: Claim[];
  /** Whether the change may be published as it is; otherwise nothing is done for its proof. */
  handedIn: boolean;
};

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
  filesOf: () => null,
};

/**
 * The controls come first: they show whether the files of the named tests stand for a whole command. Where nothing that was
 * named ran on the head, there is nothing to control and nothing to take out.
 */
export async function experiment(
  arms: Experimenting,
  head: CheckResult[],
  parts: Parts,
): Promise<Experiment> {
  const { signal, handedIn, claims } = arms;
  const texts = await headTexts(arms);
  const provers = handedIn ? proversOf(claims, head) : [];
  const of = { arms, head, parts, texts, provers };
  const controlled = await controls(of);
  const shownBy: FilesOf = ({ name }) =>
    controlled.find(({ control: { check } }) => check === name)?.files ?? null;
  const filesOf: FilesOf = (check) => {
    const files = shownBy(check);
    return files === null ? null : [...new Set([...files, ...withTests(check.name, parts.files, head)])];
  };
  await using newTests = inBackground(signal, (signal) =>
    newTestsOnBase({ ...arms, signal }, parts, filesOf),
  );
  const ablations = handedIn ? await ablationsOf(of, shownBy) : null;
  const valid = controlled.map((each) => each.control).filter(behaved);
  const judged = { ...of, provers: provers.filter((by) => valid.some(({ check }) => check === by.check)) };
  const held = await heldOf(judged, shownBy);
  const given = await givenOf(judged, shownBy);
  return {
    ablations,
    controls: controlled.map((each) => each.control),
    placebos: controlled.flatMap(({ placebo }) => placebo ?? []),
    onBase: await newTests.result(),
    held,
    given,
    filesOf,
  };
}

type Of = {
  arms: Experimenting;
  head: CheckResult[];
  parts: Parts;
  texts: HeadTexts;
  provers: ReturnType<typeof proversOf>;
};

function namedChecks({ arms, provers }: Of): Check[] {
  return testsOf(arms.project).filter(({ name }) => provers.some(({ check }) => check === name));
}

function changedCode({ arms, parts }: Of) {
  return arms.patch.changes.filter(({ path }) => isCodePath(path) && !parts.isTest(path));
}

async function controls(of: Of): Promise<Controlled[]> {
  const { arms, head, parts, texts, provers } = of;
  const loads = changedCode(of)
    .filter(({ kind }) => kind !== "deleted")
    .map(({ path }) => path);
  const written = loads.map((path) => ({ path, content: texts.changed(path) ?? "" }));
  await using parser = startParser();
  const placebos = await placebosOf(written, parser, arms.signal);
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

async function heldOf(of: Of, filesOf: FilesOf): Promise<Held[]> {
  const { arms, head, texts, provers } = of;
  const tests: Turning["tests"] = [];
  for (const by of provers) {
    if (by.kind !== "test") continue;
    const [path = null] = filesOfNamed(by.check, { ...ofTests(of), provers: [by] });
    const text = path === null ? null : await texts.any(path);
    if (path !== null && text !== null) tests.push({ by, path, text });
  }
  if (tests.length === 0) return [];
  const { workspace } = arms;
  return await heldEitherWay({ arms, head, tests, filesOf, view: workspace.view, named: namedChecks(of) });
}

/** No person reads more code of one change. */
const READ = { fileBytes: 1024 * 1024, allBytes: 16 * 1024 * 1024 };

async function givenOf(of: Of, filesOf: FilesOf): Promise<GivenTo[]> {
  const { arms, head, texts, provers } = of;
  const { patch, workspace } = arms;
  const files = patch.changes.flatMap(({ path, added }) => {
    const text = of.parts.isTest(path) ? texts.changed(path) : null;
    return text === null ? [] : [{ path, text, added: added.map(({ number }) => number) }];
  });
  const changed = changedCode(of);
  const base = await workspace.view.readAll(
    changed.map(({ path }) => path),
    READ,
  );
  const code = {
    added: changed.flatMap(({ added }) => added.map(({ text }) => text)),
    base: [...base.values()].join("\n"),
  };
  const named = namedChecks(of);
  return await givenAnswers({ arms, head, provers, filesOf, files, code, named, view: workspace.view });
}

function ofTests({ head, parts, texts, provers }: Of) {
  const changed = new Map(parts.files.map((path) => [path, texts.changed(path) ?? ""]));
  return { provers, head, paths: texts.paths, changed };
}

/** A whole command is red or green by its exit status, which no report stands between. */
function namesTests(check: string, head: CheckResult[]): boolean {
  return head.some((result) => result.check.name === check && (result.tests ?? []).length > 0);
}

async function ablationsOf(of: Of, filesOf: FilesOf): Promise<Ablation[]> {
  const { arms, head: results, parts, texts, provers } = of;
  if (provers.length === 0) return [];
  const { isInlineTest } = parts;
  const { patch, signal, workspace } = arms;
  const head = texts.changed;
  const whole = refine(
    patch.changes.filter(({ path }) => !parts.isTest(path)),
    isInlineTest,
  );
  const functions = await functionsOf(whole, head, signal);
  const refined = whole.map((each) => byFunction(each, head, functions));
  const { parts: behaving, types } = await apartFromTypes(takenOut(refined, head), { head, signal });
  return await ablate({
    ...{ arms, head: results, provers, filesOf, view: workspace.view, named: namedChecks(of) },
    parts: behaving,
    isShared: provers.length < new Set(arms.claims.map(({ criterion }) => criterion)).size,
    others: [...emptiedFunctions(refined, head, functions), ...otherValues(refined, head), ...types],
  });
}
