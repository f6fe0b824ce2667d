// What follows from a review: the model names findings, and they go back a bounded number of times.
import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../../../src/domain/finding.ts";
import { NO_RULES } from "../../../../src/domain/rules.ts";
import { NOTHING_SAID } from "../../../../worker/roles/done.ts";
import { afterReview, type Reviewed } from "../../../../worker/run/decisions/after-review.ts";
import { aPatch, someEvidence } from "../../../support/builders.ts";
import { aHistory, answered, BOUNDS, BUDGETS, SILENT } from "../../../support/decisions.ts";

const ROUND = { round: { number: 1, first: null }, rounds: NO_RULES.rounds };
const measured = { patch: aPatch(), done: NOTHING_SAID, evidence: someEvidence() };
const finding = (severity: Finding["severity"]): Finding => ({
  ...{ file: "a.js", line: 1, criterion: null, text: "wrong", shownBy: null },
  ...{ command: null, shown: null },
  severity,
});
const follows = (findings: Finding[], part: Partial<Reviewed> = {}) =>
  afterReview(answered(findings), {
    ...{ measured, exhausted: null },
    ...{ history: aHistory(), bounds: BOUNDS, budgets: BUDGETS, ...ROUND },
    ...part,
  });

describe("after the review", () => {
  it("a change without a blocking finding is published, also where the budget is used up", () => {
    const findings = [finding("minor")];
    expect(follows(findings, { exhausted: "usd" })).toEqual({
      kind: "publish",
      built: { ...measured, findings },
    });
  });

  it("blocking findings go back to the coder, a bounded number of times", () => {
    const findings = [finding("blocking")];
    const blocks = (bound: object) => ({
      kind: "give-up",
      reason: { kind: "review-blocks", bound, findings },
      broken: [],
    });
    expect(follows(findings)).toEqual({ kind: "again", told: { kind: "findings", findings } });
    expect(follows(findings, { history: aHistory({ reviews: 1 }) })).toEqual(
      blocks({ kind: "reviews", reviews: 1 }),
    );
    expect(follows(findings, { history: aHistory({ attempts: 3 }) })).toEqual(
      blocks({ kind: "attempts", attempts: 3 }),
    );
    expect(follows(findings, { exhausted: "tokens" })).toEqual(blocks({ kind: "budget", cap: "tokens" }));
  });

  it("only what blocks goes back to the coder from the round on that the rules name", () => {
    const findings = [finding("minor"), finding("blocking")];
    const told = (number: number) => follows(findings, { round: { number, first: null } });
    const { blockingFrom } = NO_RULES.rounds;
    expect([told(blockingFrom - 1), told(blockingFrom)]).toEqual([
      { kind: "again", told: { kind: "findings", findings } },
      { kind: "again", told: { kind: "findings", findings: findings.slice(1) } },
    ]);
  });

  it("a reviewer that says nothing ends the run", () => {
    const answer = { ...SILENT, role: "reviewer" } as const;
    const circumstances = { history: aHistory(), bounds: BOUNDS, budgets: BUDGETS, ...ROUND };
    expect(afterReview(answer, { measured, exhausted: null, ...circumstances })).toMatchObject({
      reason: { kind: "silent", task: "review-change", role: "reviewer" },
    });
  });
});
