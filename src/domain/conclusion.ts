// What the evidence as a whole says of a change. From measurements alone: no model is asked.
import { z } from "zod";
import { brokenChecks, type Evidence } from "./evidence.ts";
import type { Remark } from "./remark.ts";
import type { Criterion } from "./spec.ts";

/**
 * `success`: every check holds, every criterion is proven, and nothing needs a second look. `neutral`: the checks
 * hold, and a person has to say of something else whether it is right. `failure`: a check does not hold; such a change
 * is not published today, so nobody sees it.
 */
export type Conclusion = "success" | "neutral" | "failure";

export function conclusionOf(evidence: Evidence, criteria: Criterion[]): Conclusion {
  if (brokenChecks(evidence.base, evidence.head).length > 0) return "failure";
  const proven = criteria.every(({ id }) => standing(evidence, id) === "proven");
  return proven && lookTwice(evidence).length === 0 ? "success" : "neutral";
}

/** What a person should look at before merging: first what asks for less than before. */
export function lookTwice(evidence: Evidence): Remark[] {
  const { base, baseTestsOnHead, redGreen, suspicions, testsChanged, weakened } = evidence;
  const passWithout = redGreen.filter((each) => each.base === "passed");
  const failOnHead = brokenChecks(base, baseTestsOnHead ?? []);
  return [
    ...weakened,
    ...passWithout.map(({ check, files }): Remark => ({ kind: "proves-nothing", check, files })),
    // The change may be right and its tests rewritten for it: a person has to say so.
    ...failOnHead.map(({ check }): Remark => ({ kind: "base-tests-fail", check: check.name })),
    ...(testsChanged === "alone" ? [{ kind: "only-tests" } as const] : []),
    ...suspicions,
  ];
}

/**
 * `proven`: its test fails without the change and passes with it. `held`: its test passes both ways, so it shows that
 * something stays, not that the change did it. `unseen`: its test passes, and never ran without the change. `open`: no test
 * was found, or it does not pass.
 */
export type Standing = "proven" | "held" | "unseen" | "open";

export function standing({ proofs }: Evidence, criterion: string): Standing {
  const proof = proofs.find((each) => each.criterion === criterion);
  if (proof === undefined || !proof.holds) return "open";
  return ({ red: "proven", green: "held", unseen: "unseen" } as const)[proof.without];
}

/** The evidence in numbers. `broken`: checks that do not hold; where there are any, nothing else counts. */
export const Tally = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("broken"), broken: z.int(), checks: z.int() }),
  z.object({
    kind: z.literal("holds"),
    criteria: z.int(),
    proven: z.int(),
    held: z.int(),
    unseen: z.int(),
    lookTwice: z.int(),
  }),
]);
export type Tally = z.infer<typeof Tally>;

export function tallyOf(evidence: Evidence, criteria: Criterion[]): Tally {
  const broken = brokenChecks(evidence.base, evidence.head).length;
  if (broken > 0) return { kind: "broken", broken, checks: evidence.head.length };
  const standings = criteria.map(({ id }) => standing(evidence, id));
  const number = (wanted: Standing) => standings.filter((each) => each === wanted).length;
  return {
    kind: "holds",
    criteria: criteria.length,
    proven: number("proven"),
    held: number("held"),
    unseen: number("unseen"),
    lookTwice: lookTwice(evidence).length,
  };
}
