// Which round of review a run is, and when a person has to decide.
import { describe, expect, it } from "@jest/globals";
import { Finding } from "../../../../src/domain/finding.ts";
import type { JobKind } from "../../../../src/domain/job.ts";
import { NO_ROUND } from "../../../../src/domain/round.ts";
import { NO_RULES } from "../../../../src/domain/rules.ts";
import { goingOn, isOverLimit, roundOf } from "../../../../worker/run/decisions/rounds.ts";
import { aJob } from "../../../support/builders.ts";

const { rounds } = NO_RULES;
const before = { number: 2, first: { source: 10, tests: 20 } };

describe("the round of a run", () => {
  it.each<[JobKind, number]>([
    ["revise", 3],
    ["polish", 3],
    ["mend", 2],
    ["work", 0],
    ["refine", 0],
    ["adopt", 0],
    ["restart", 0],
  ])("to %s is %i after two of them", (kind, number) => {
    const round = roundOf(aJob({ kind }), before);
    expect(round).toEqual(number === 0 ? NO_ROUND : { ...before, number });
  });

  it("is the first where the pull request says nothing of rounds", () => {
    expect(roundOf(aJob({ kind: "revise" }), null)).toEqual({ number: 1, first: null });
  });

  it("is one too many after as many as the rules allow, and never where a person gives a command", () => {
    const over = (number: number, part: Parameters<typeof aJob>[0] = {}) =>
      isOverLimit(aJob({ kind: "revise", ...part }), { number, first: null }, rounds);
    expect([over(rounds.most), over(rounds.most + 1)]).toEqual([false, true]);
    expect([over(99, { byCommand: true }), over(99, { kind: "work" }), over(99, { kind: "mend" })]).toEqual([
      ...[false, false, false],
    ]);
  });

  it("has only findings that block go on from the round on that the rules name", () => {
    const [minor, blocking] = [
      Finding.parse({ severity: "minor", text: "a" }),
      Finding.parse({ severity: "blocking", text: "b" }),
    ];
    const { blockingFrom } = rounds;
    expect(
      [blockingFrom - 1, blockingFrom].map((number) =>
        goingOn([minor, blocking], { number, first: null }, rounds),
      ),
    ).toEqual([
      { findings: [minor, blocking], left: 0 },
      { findings: [blocking], left: 1 },
    ]);
  });
});
