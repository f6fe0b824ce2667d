// What roles hand in, as models really write it: a field that holds nothing has many spellings.
import { describe, expect, it } from "@jest/globals";
import { Finding } from "../../../src/domain/finding.ts";
import { Advice } from "../../../worker/roles/advice.ts";
import { doneFor } from "../../../worker/roles/coder.ts";
import { Done } from "../../../worker/roles/done.ts";
import { parametersOf, parseArguments } from "../../../worker/tools/tool.ts";

const nothings = [undefined, null, "", " ", "\u200b", "none", "None.", "no", "n/a", "N-A", "null"];

describe("a coder that hands its work in", () => {
  it.each(nothings)("is not blocked by %j", (blocked) => {
    expect(Done.parse({ blocked })).toEqual({ blocked: null, proofs: [], undecidable: [], answers: [] });
  });

  it.each(["No database answers.", "none of the steps can be done", "Nothing"])(
    "is blocked by %j",
    (blocked) => {
      expect(Done.parse({ blocked }).blocked).toBe(blocked);
    },
  );

  it("may write no lists, and is told what null means", () => {
    expect(Done.parse({ proofs: null, answers: null })).toEqual({
      blocked: null,
      proofs: [],
      undecidable: [],
      answers: [],
    });
    expect(parametersOf(Done)).toMatchObject({
      properties: {
        blocked: {
          type: ["string", "null"],
          description: "why the order cannot be executed as written; null: not blocked",
        },
        proofs: { anyOf: [{ type: "array", maxItems: 40 }, { type: "null" }] },
      },
    });
    expect(parametersOf(Done)).not.toHaveProperty("required");
  });
});

describe("what a coder says of its work", () => {
  const asked = { criteria: ["AC1", "AC3"], threads: [70, 81] };
  const say = (done: object, about = asked) => parseArguments(doneFor(about).schema, done);

  it("is taken where it speaks of the spec and the review, however it spells their names", async () => {
    const done = {
      proofs: [{ criterion: "ac-1", by: "a" }],
      undecidable: [{ criterion: "AC 3", because: "b" }],
    };
    expect(await say(done)).toMatchObject({
      proofs: [{ criterion: "AC1" }],
      undecidable: [{ criterion: "AC3" }],
    });
    expect(await say({ answers: [{ thread: 81, text: "Done." }] })).toMatchObject({
      answers: [{ thread: 81, by: null, disagrees: false }],
    });
  });

  it.each<[object, string]>([
    [{ proofs: [{ criterion: "AC2", by: "a" }] }, "the spec has no criterion AC2; it has AC1, AC3"],
    [{ undecidable: [{ criterion: "AC9", because: "a" }] }, "the spec has no criterion AC9; it has AC1, AC3"],
    [{ answers: [{ thread: 7, text: "Done." }] }, "no thread 7 waits for an answer; these do: 70, 81"],
  ])("goes back where it speaks of something else: %j", async (done, line) => {
    await expect(say(done)).rejects.toThrow(line);
  });

  it("may answer a thread where none waits: nobody would look for it", async () => {
    const answers = [{ thread: 1, text: "Done." }];
    expect(await say({ answers }, { ...asked, threads: [] })).toMatchObject({ answers: [{ thread: 1 }] });
  });
});

describe("a finding", () => {
  it.each(nothings)("is shown by nothing with %j", (shownBy) => {
    expect(Finding.parse({ severity: "minor", text: "It is slow.", shownBy }).shownBy).toBeNull();
  });
});

describe("an advice", () => {
  const advice = { kind: "amend", instructions: "Look there." };

  it("may write no lists", () => {
    expect(Advice.parse({ ...advice, leaveOut: null, questions: null })).toEqual({
      ...advice,
      leaveOut: [],
      questions: [],
    });
  });

  it.each([
    ["narrow", '- leaveOut: when kind is "narrow", name at least one thing that is left out.'],
    ["ask", '- questions: when kind is "ask", give at least one question with the answer you recommend.'],
  ])("is told what it needs when it would %s", async (kind, line) => {
    await expect(parseArguments(Advice, { ...advice, kind })).rejects.toThrow(line);
  });
});
