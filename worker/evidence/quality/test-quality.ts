// How good the tests of a change are: which of its lines they run, and whether they notice when a line is wrong.
import type { Mutant } from "../../../src/domain/evidence.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { headTexts } from "../experiment/head-texts.ts";
import { type Arms, testsOf, withBuilds } from "../measure/arms.ts";
import { timeOf } from "../measure/check.ts";
import type { Steady } from "../measure/flaky.ts";
import type { FilesOf } from "../measure/narrow.ts";
import { codeLines } from "../prove/code-lines.ts";
import type { Parts } from "../prove/parts.ts";
import { type Covered, cover } from "./coverage.ts";
import { chooseMutants } from "./mutants.ts";
import { mutationsOf } from "./mutations.ts";
import { sampleMutants } from "./sample-mutants.ts";

export type Holding = Omit<Steady, "spentMs"> & {
  leftMs: number;
  parts: Parts;
  filesOf: FilesOf;
  /** Parts of the change without which a test of a criterion failed at an assertion. */
  own: LineRange[];
};

/** Of a head whose checks hold, within `leftMs`. */
export async function testQuality(
  arms: Arms & { workspace: Pick<Workspace, "contents" | "view"> },
  { results: head, flaky, leftMs, parts, filesOf, own }: Holding,
): Promise<{ covered: Covered; mutants: Mutant[] }> {
  const { project, patch, signal } = arms;
  const open = () => arms.open(patch.diff);
  const lines = codeLines(patch, parts.isTest).filter(({ file, line }) => !parts.isInlineTest(file, line));
  const covered = await cover({ project, lines, head, leftMs, open, signal });
  const { ran } = covered;
  const candidates = lines.filter(({ file, line }) => ran === null || ran.has(`${file}:${line}`));
  const tests = testsOf(project);
  // A test run that fails by luck would seem to notice.
  if (tests.length === 0 || flaky.some(({ test }) => test === null)) return { covered, mutants: [] };
  const texts = await headTexts(arms);
  const mutants = await sampleMutants({
    ...{ arms, head, flaky, filesOf, view: arms.workspace.view, textOf: texts.changed },
    checks: withBuilds(project, tests),
    plainMs: timeOf(head.filter(({ check }) => check.kind !== "lint")),
    leftMs: leftMs - covered.spentMs,
    mutations: chooseMutants(await mutationsOf(candidates, texts.changed, signal), own),
  });
  return { covered, mutants };
}
