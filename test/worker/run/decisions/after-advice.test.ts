// What follows from the architect's advice at a wall, and what its questions make of the spec.
import { describe, expect, it } from "@jest/globals";
import { acceptRecommended } from "../../../../src/domain/spec.ts";
import { Advice } from "../../../../worker/roles/advice.ts";
import { afterAdvice, specAsking } from "../../../../worker/run/decisions/after-advice.ts";
import { aCheckResult, aSpec } from "../../../support/builders.ts";
import { answered, BUDGETS, OUT_OF_MONEY } from "../../../support/decisions.ts";

const broken = [aCheckResult({ ending: "failed" })];
const spec = aSpec();
const advice = (part: Partial<Advice>): Advice => ({
  ...{ kind: "amend", instructions: "Look at the tests.", leaveOut: [], questions: [] },
  ...part,
});
const follows = (part: Partial<Advice>, checks = broken) =>
  afterAdvice(answered(advice(part)), { broken: checks, spec, budgets: BUDGETS });

describe("after the architect's advice", () => {
  it.each(["amend", "narrow"] as const)("the coder goes on where it says %s", (kind) => {
    const said = advice({ kind });
    expect(follows({ kind })).toEqual({ kind: "again", told: { kind: "advice", advice: said, broken } });
  });

  it("people are asked in the next version of the spec", () => {
    const questions = [{ text: "Which?", recommended: "The first" }];
    expect(follows({ kind: "ask", questions })).toEqual({
      kind: "ask",
      spec: specAsking(spec, advice({ kind: "ask", questions })),
    });
  });

  it("the run gives up with the architect's words where it says stop", () => {
    const reason = { kind: "architect-stops", said: "Look at the tests." };
    expect(follows({ kind: "stop" })).toEqual({
      kind: "give-up",
      reason: { ...reason, task: "pass-checks" },
      broken,
    });
    expect(follows({ kind: "stop" }, [])).toMatchObject({ reason: { ...reason, task: "go-on" } });
  });

  it("the run gives up where there is no money left for advice", () => {
    expect(afterAdvice(OUT_OF_MONEY, { broken, spec, budgets: BUDGETS })).toMatchObject({
      reason: { kind: "out-of-budget", task: "pass-checks", cap: "usd" },
    });
  });

  it.each([
    [
      { instructions: "Because.", kind: "narrow" },
      'when kind is "narrow", name at least one thing that is left out',
    ],
    [
      { instructions: "Because.", kind: "ask" },
      'when kind is "ask", give at least one question with the answer you recommend',
    ],
  ])("half of an advice goes back: %j", (half, because) => {
    expect(Advice.safeParse(half).error?.issues.map((issue) => issue.message)).toEqual([because]);
  });

  it("questions become the next version of the spec, which accepting answers", () => {
    const asked = aSpec({
      questions: [{ id: "Q3", text: "Which name?", recommended: "sum", blocking: false }],
      decisions: ["Kept."],
    });
    const questions = [{ text: "Which?", recommended: "The first" }];
    const asking = specAsking(
      asked,
      advice({ kind: "ask", instructions: "The tests want both.", questions }),
    );
    expect(asking).toEqual({
      ...asked,
      version: 2,
      questions: [...asked.questions, { id: "Q4", text: "Which?", recommended: "The first", blocking: true }],
      decisions: ["Kept.", "Learned at a wall: The tests want both."],
    });
    expect(acceptRecommended(asking).decisions.at(-1)).toBe("Which? → The first");
  });
});
