// Takes out parts of the change, one at a time in fresh sandboxes, and looks at the tests that are named for criteria.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Ablated, Ablation } from "../../../src/domain/experiment.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import { headWith } from "../measure/arm.ts";
import { type Arms, checksOn, withBuilds } from "../measure/arms.ts";
import { timeOf } from "../measure/check.ts";
import { type FilesOf, narrowedTo } from "../measure/narrow.ts";
import { isRed } from "../prove/ablated.ts";
import { sightOf } from "../prove/sight.ts";
import { spread } from "../spread.ts";
import type { TakenOut } from "./take-out.ts";

const MOST_ABLATIONS = 8;
/** All of them together may take this many times as long as the same checks took on the head. */
const MOST_SHARE = 4;
const LEAST_MS = 45_000;
/** One that runs this many times as long as the tests did on the head is stopped. */
const ENDLESS = 3;
const LEAST_LIMIT_MS = 15_000;

export type Ablating = {
  arms: Arms;
  view: TreeView;
  /** The tests that are named for criteria run in these checks. */
  named: Check[];
  /** The test files that are enough to see the named tests of a check. */
  filesOf: FilesOf;
  head: CheckResult[];
  provers: Prover[];
  parts: TakenOut[];
  /**
   * Tried last: functions that are emptied, other values, and what only a checker of types reads. Without a test that is shared by
   * criteria, only where the tests noticed nothing inside of them: an emptied function may return what is right.
   */
  others: TakenOut[];
  isShared: boolean;
};

/**
 * At most eight parts and eight others, from all over the change. A part that is not among them, or that there was no time for,
 * ends `out-of-time`.
 */
export async function ablate(ablating: Ablating): Promise<Ablation[]> {
  const { arms, parts, others, isShared, named, head, provers } = ablating;
  const checks = withBuilds(arms.project, named);
  const plainMs = timeOf(head.filter(({ check }) => checks.some(({ name }) => name === check.name)));
  let leftMs = Math.max(LEAST_MS, plainMs * MOST_SHARE);
  const attempt = async (part: TakenOut): Promise<Ablation> => {
    const { place, what, name } = part;
    if (leftMs < plainMs) return untried(part);
    const limitMs = Math.ceil(Math.max(LEAST_LIMIT_MS, plainMs * ENDLESS));
    const results = await without(ablating, part, limitMs);
    leftMs -= timeOf(results);
    return { place, what, name, ...lookedAt(provers, results) };
  };
  const ablations: Ablation[] = [];
  const chosen = new Set(spread(parts, MOST_ABLATIONS));
  for (const part of parts) ablations.push(chosen.has(part) ? await attempt(part) : untried(part));
  const isNoticed = ({ place }: TakenOut) => ablations.some((each) => isNoticedIn(place, each));
  const tried = others.filter((part) => isShared || !isNoticed(part));
  for (const part of spread(tried, MOST_ABLATIONS)) {
    const ablation = await attempt(part);
    // What is noticed inside of it says more than that it may return what is right.
    if (ablation.ending !== "survived" || !isNoticed(part)) ablations.push(ablation);
  }
  return ablations;
}

function untried({ place, what, name }: TakenOut): Ablation {
  return { place, what, name, seen: [], ending: "out-of-time" };
}

function isNoticedIn({ file, from, to }: LineRange, { place, ending }: Ablation): boolean {
  return ending === "noticed" && place.file === file && place.from <= to && place.to >= from;
}

async function without(
  { arms, view, named, filesOf }: Ablating,
  { path, content }: TakenOut,
  limitMs: number,
): Promise<CheckResult[]> {
  const arm = await headWith(arms.patch, view, [{ path, content }]);
  const { project, checks } = narrowedTo(arms.project, withBuilds(arms.project, named), filesOf);
  const limited = checks.map((check) => ({ ...check, timeoutMs: Math.min(check.timeoutMs, limitMs) }));
  return await checksOn({ ...arms, project }, arm, limited, { needsBuilds: true });
}

function lookedAt(provers: Prover[], results: CheckResult[]): Pick<Ablation, "seen" | "ending"> {
  const unbuilt = results.some(({ check, ending }) => check.kind === "build" && ending !== "passed");
  if (unbuilt) return { seen: [], ending: "unbuilt" };
  const looks = provers.map((by) => ({ by, seen: ablated(by, results) }));
  const seen = looks.map((look) => look.seen);
  if (looks.some((look) => isRed(look.by, look.seen.sight))) return { seen, ending: "noticed" };
  if (seen.every(({ sight }) => sight === "passed")) return { seen, ending: "survived" };
  return { seen, ending: seen.every(({ sight }) => sight === "not-loaded") ? "unbuilt" : "unclear" };
}

function ablated(by: Prover, results: CheckResult[]): Ablated {
  const test = by.kind === "test" ? by.test : null;
  const result = results.find(({ check }) => check.name === by.check);
  const failedAt = result?.tests?.find(({ name }) => name === test)?.failedAt;
  const seen = { check: by.check, test, sight: sightOf(by, results) };
  return failedAt === undefined ? seen : { ...seen, failedAt };
}
