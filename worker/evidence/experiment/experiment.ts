// What is done for proof once the head holds: controls, and parts of the change that are taken out.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Ablation, Control, Placebo } from "../../../src/domain/experiment.ts";
import { isCodePath, isTestPath } from "../../toolchains/paths.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Arms, testsOf, withBuilds } from "../measure/arms.ts";
import type { Parts } from "../prove/parts.ts";
import { type Claim, proversOf } from "../prove/trace.ts";
import { ablate } from "./ablate.ts";
import { type Controlled, control } from "./control.ts";
import { emptiedFunctions } from "./empty-functions.ts";
import { filesOfNamed } from "./named-files.ts";
import { placeboOf } from "./placebo.ts";
import { takenOut } from "./take-out.ts";

export type Experimenting = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  claims: Claim[];
};

export type Experiment = { ablations: Ablation[]; controls: Control[]; placebos: Placebo[] };

export const NO_EXPERIMENT: Experiment = { ablations: [], controls: [], placebos: [] };

/** Nothing runs where nothing that was named ran on the head. */
export async function experiment(
  arms: Experimenting,
  head: CheckResult[],
  { files, isInlineTest }: Pick<Parts, "files" | "isInlineTest">,
): Promise<Experiment> {
  const { project, patch, claims, workspace, signal } = arms;
  const provers = proversOf(claims, head);
  if (provers.length === 0) return NO_EXPERIMENT;
  const changed = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  const textOf = (path: string) => {
    const content = changed.get(path) ?? null;
    return content === null ? null : utf8OrNull(content);
  };
  const open = () => arms.open(patch.diff);
  const named = testsOf(project).filter(({ name }) => provers.some(({ check }) => check === name));
  const code = patch.changes.filter(({ path }) => isCodePath(path) && !isTestPath(path));
  const loads = code.filter(({ kind }) => kind !== "deleted").map(({ path }) => path);
  const placebos = loads.flatMap((path) => {
    const content = placeboOf(path, textOf(path) ?? "");
    return content === null ? [] : [{ path, content }];
  });
  const texts = new Map(files.flatMap((path) => [[path, textOf(path) ?? ""] as const]));
  const paths = [...new Set([...workspace.view.paths, ...changed.keys()])];
  const controls: Controlled[] = [];
  for (const check of named.filter(({ name }) => namesTests(name, head))) {
    const ofTests = filesOfNamed(check.name, { provers, head, paths, changed: texts });
    const known = ofTests.filter((path) => path !== null);
    const path = known[0] ?? files[0] ?? null;
    const text = path === null ? null : (textOf(path) ?? (await workspace.view.read(path)));
    const beside = path === null || text === null ? null : { path, text };
    const builds = withBuilds(project, [check]).filter(({ name }) => name !== check.name);
    const ofCheck = provers.flatMap((by) => (by.kind === "test" && by.check === check.name ? [by.test] : []));
    const run = { files: known.length === ofTests.length ? known : null, loads, placebos, named: ofCheck };
    controls.push(await control({ project, check, builds, beside, ...run, open, signal }));
  }
  const ablations = await ablate({
    ...{ project, head, provers, open, signal },
    checks: withBuilds(project, named),
    parts: takenOut(patch.changes, textOf, isInlineTest),
    functions: await emptiedFunctions({ changes: code, head: textOf, isInlineTest, signal }),
  });
  return {
    ablations,
    controls: controls.map((each) => each.control),
    placebos: controls.flatMap(({ placebo }) => placebo ?? []),
  };
}

/** A whole command is red or green by its exit status, which no report stands between. */
function namesTests(check: string, head: CheckResult[]): boolean {
  return head.some((result) => result.check.name === check && (result.tests ?? []).length > 0);
}
