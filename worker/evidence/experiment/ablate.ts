// Takes out parts of the change, one at a time in fresh sandboxes, and looks at the tests that are named for criteria.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Ablated, Ablation } from "../../../src/domain/experiment.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { allowanceOf, type NamedChecks, namedWithin } from "../measure/named.ts";
import { MOST_TREATMENTS, someAtATime } from "../measure/some-at-a-time.ts";
import { isRed } from "../prove/ablated.ts";
import { sightOf } from "../prove/sight.ts";
import { spread } from "../spread.ts";
import type { TakenOut } from "./take-out.ts";

export const MOST_ABLATIONS = 40;
/** All of them together may take this many times as long as the same checks took on the head; each part over eight adds to it. */
const LEAST_SHARE = 4;
const SHARE_OF_PART = 0.5;
const LEAST_MS = 45_000;

export type Ablating = NamedChecks & {
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
 * At most forty parts and forty others, from all over the change. A part that is not among them, or that there was no time for,
 * ends `out-of-time`.
 */
export async function ablate(ablating: Ablating): Promise<Ablation[]> {
  const { parts, others, isShared, head, provers } = ablating;
  const allowance = allowanceOf(ablating, head, { mostShare: shareOf(parts.length), leastMs: LEAST_MS });
  const attempt = async (some: TakenOut[]): Promise<Map<TakenOut, Ablation>> => {
    const begin = ({ path, content }: TakenOut) => namedWithin(ablating, [{ path, content }], allowance);
    const results = await someAtATime(some, begin, MOST_TREATMENTS);
    return new Map(some.map((part, at) => [part, ablationOf(part, provers, results[at] ?? null)]));
  };
  const first = await attempt(spread(parts, MOST_ABLATIONS));
  const ablations = parts.map((part) => first.get(part) ?? ablationOf(part, provers, null));
  const isNoticed = ({ place }: TakenOut) => ablations.some((each) => isNoticedIn(place, each));
  const tried = others.filter((part) => isShared || !isNoticed(part));
  for (const [part, ablation] of await attempt(spread(tried, MOST_ABLATIONS))) {
    // What is noticed inside of it says more than that it may return what is right.
    if (ablation.ending !== "survived" || !isNoticed(part)) ablations.push(ablation);
  }
  return ablations;
}

function shareOf(parts: number): number {
  return Math.max(LEAST_SHARE, Math.min(parts, MOST_ABLATIONS) * SHARE_OF_PART);
}

/** `results`: null where there was no time to try it. */
function ablationOf(
  { place, what, name }: TakenOut,
  provers: Prover[],
  results: CheckResult[] | null,
): Ablation {
  if (results === null) return { place, what, name, seen: [], ending: "out-of-time" };
  return { place, what, name, ...lookedAt(provers, results) };
}

function isNoticedIn({ file, from, to }: LineRange, { place, ending }: Ablation): boolean {
  return ending === "noticed" && place.file === file && place.from <= to && place.to >= from;
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
