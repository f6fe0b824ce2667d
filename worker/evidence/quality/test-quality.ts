// How good the tests of a change are: which of its lines they run, and whether they notice when a line is wrong.
import type { CheckResult, Mutant } from "../../../src/domain/evidence.ts";
import { canNotice } from "../../../src/domain/gap.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Parser } from "../../map/parser.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { headTexts } from "../experiment/head-texts.ts";
import { type Arms, testsOf } from "../measure/arms.ts";
import { timeOf } from "../measure/check.ts";
import type { Steady } from "../measure/flaky.ts";
import type { FilesOf } from "../measure/narrow.ts";
import { codeLines } from "../prove/code-lines.ts";
import type { Parts } from "../prove/parts.ts";
import { type Covered, cover, unmeasured } from "./coverage.ts";
import { chooseMutants } from "./mutants.ts";
import { mutationsOf } from "./mutations.ts";
import { sampleMutants } from "./sample-mutants.ts";

type Measured = Arms & { workspace: Pick<Workspace, "contents" | "view">; parser: Parser };

/** Of a head whose checks hold, within `leftMs`: which of the lines that a change adds its tests run. */
export async function covered(
  { project, patch, memory, open, signal }: Arms,
  { head, leftMs, parts }: { head: CheckResult[]; leftMs: number; parts: Parts },
): Promise<Covered> {
  if (leftMs <= 0) return unmeasured("no-time");
  const lines = addedCode(patch, parts);
  const { diff } = patch;
  return await cover({ project, lines, head, leftMs, diff, memory, open: () => open(diff), signal });
}

export type Holding = Omit<Steady, "spentMs"> & {
  leftMs: number;
  parts: Parts;
  filesOf: FilesOf;
  /** Parts of the change without which a test of a criterion failed at an assertion. */
  own: LineRange[];
  ran: Covered["ran"];
};

/** Of a head whose checks hold, within `leftMs`: lines that were made wrong, and whether a test noticed. */
export async function triedMutants(
  arms: Measured,
  { results: head, flaky, leftMs, parts, filesOf, own, ran }: Holding,
): Promise<Mutant[]> {
  const { project, patch, parser, signal } = arms;
  const noticing = new Set(head.filter(canNotice).map(({ check }) => check.name));
  const tests = testsOf(project).filter(({ name }) => noticing.has(name));
  // A test run that fails by luck would seem to notice.
  if (leftMs <= 0 || tests.length === 0 || flaky.some(({ test }) => test === null)) return [];
  const candidates = addedCode(patch, parts).filter(
    ({ file, line }) => ran === null || ran.has(`${file}:${line}`),
  );
  const texts = await headTexts(arms);
  return await sampleMutants({
    ...{ arms, head, flaky, filesOf, view: arms.workspace.view, textOf: texts.changed },
    checks: tests,
    plainMs: timeOf(head.filter(({ check }) => check.kind !== "lint")),
    leftMs,
    mutations: chooseMutants(await mutationsOf(candidates, texts.changed, { parser, signal }), own),
  });
}

function addedCode(patch: Patch, { isTest, isInlineTest }: Parts) {
  return codeLines(patch, isTest).filter(({ file, line }) => !isInlineTest(file, line));
}
