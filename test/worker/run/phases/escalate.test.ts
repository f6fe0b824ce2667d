// What goes up to the architect, and what its questions make of the spec.
import { describe, expect, it } from "@jest/globals";
import { acceptRecommended } from "../../../../src/domain/spec.ts";
import { Advice } from "../../../../worker/roles/advice.ts";
import { specAsking, triedText, withoutRepeats } from "../../../../worker/run/phases/escalate.ts";
import { aCheckResult, aSpec } from "../../../support/builders.ts";

const diagnostic = (message: string, line = 1) =>
  ({ file: "a.ts", line, column: 1, code: "TS1", severity: "error", message }) as const;
const check = (name: string) => ({ name, command: name, kind: "build", timeoutMs: 1000 }) as const;

describe("the packet of a wall", () => {
  it("names each error once, at the first check that found it", () => {
    const build = aCheckResult({ check: check("build"), diagnostics: [diagnostic("a"), diagnostic("a", 2)] });
    const types = aCheckResult({ check: check("types"), diagnostics: [diagnostic("a", 3), diagnostic("b")] });
    const kept = withoutRepeats([build, types]).map((result) => result.diagnostics);
    expect(kept).toEqual([[diagnostic("a"), diagnostic("a", 2)], [diagnostic("b")]]);
  });

  it("says in a line what an attempt came to", () => {
    const tests = aCheckResult({ tests: [{ name: "adds", status: "failed", message: "no" }] });
    const hung = aCheckResult({ check: check("lint") });
    expect(triedText(2, [tests, hung])).toBe("attempt 2: `test` (adds), `lint` failed");
    const long = aCheckResult({ diagnostics: [diagnostic("word ".repeat(500))] });
    expect(triedText(1, [long]).length).toBeLessThan(400);
  });
});

describe("advice", () => {
  const advice = { instructions: "Because." };

  it.each([
    [{ ...advice, kind: "narrow" }, "says what is left out, where the order is narrowed"],
    [{ ...advice, kind: "ask" }, "has the question, where people are asked"],
  ])("is sent back when it is half of one: %j", (half, because) => {
    expect(Advice.safeParse(half).error?.issues.map((issue) => issue.message)).toEqual([because]);
  });

  it("that asks becomes the next version of the spec, which accepting answers", () => {
    const spec = aSpec({
      questions: [{ id: "Q3", text: "Which name?", recommended: "sum", blocking: false }],
      decisions: ["Kept."],
    });
    const asking = specAsking(spec, {
      kind: "ask",
      instructions: "The tests want both.",
      leaveOut: [],
      questions: [{ text: "Which?", recommended: "The first" }],
    });
    expect(asking).toEqual({
      ...spec,
      version: 2,
      questions: [...spec.questions, { id: "Q4", text: "Which?", recommended: "The first", blocking: true }],
      decisions: ["Kept.", "Learned at a wall: The tests want both."],
    });
    expect(acceptRecommended(asking).decisions.at(-1)).toBe("Which? → The first");
  });
});
