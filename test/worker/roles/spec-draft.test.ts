// What the architect argued stays in the spec as decisions, and reads back; an argument alone makes no new version.
import { describe, expect, it } from "@jest/globals";
import { specChanges } from "../../../src/domain/spec.ts";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { parseSpec, renderSpec } from "../../../src/messages/spec.ts";
import { ShortDraft, SpecDraft, specFrom, withIdsOf } from "../../../worker/roles/spec-draft.ts";
import { aSpec } from "../../support/builders.ts";
import { goodOrder, goodSpec } from "../../support/script.ts";

const objections = [
  { against: "It names one length; @all others are wrong, too", answer: "the rule is mended" },
];
const rejected = [{ option: "cutting", because: "a test holds 1500 ms to be 2 s" }];
const draft = (part: object = {}) => SpecDraft.parse({ ...goodSpec, ...part });

describe("a spec by the architect", () => {
  it("keeps what was held against the issue and what was not done, behind what was decided", () => {
    const spec = specFrom(draft({ decisions: ["Seconds are rounded."], objections, rejected }), null);
    expect(spec.decisions).toEqual([
      "Seconds are rounded.",
      "Objection: It names one length; @\u2060all others are wrong, too → the rule is mended",
      "Rejected: cutting → a test holds 1500 ms to be 2 s",
    ]);
    expect(parseSpec(renderSpec(spec))).toEqual({ kind: "read", spec });
  });

  it("does not come without them, though there may be none", () => {
    const { objections: _none, ...silent } = goodSpec;
    expect(SpecDraft.safeParse(silent).error?.issues.map((issue) => issue.path)).toEqual([["objections"]]);
    const seven = Array.from({ length: 7 }, () => objections[0]);
    expect(SpecDraft.safeParse({ ...goodSpec, objections: seven }).success).toBe(false);
    expect(SpecDraft.safeParse({ ...goodSpec, rejected: seven }).success).toBe(false);
  });

  it("stays as it is where only arguments are new, and says none of them twice", () => {
    const first = specFrom(draft({ objections }), null);
    const again = specFrom(
      draft({ decisions: first.decisions, objections: rejectedAs("another"), rejected }),
      first,
    );
    expect(specChanges(first, again)).toEqual([]);
    const more = specFrom(draft({ goal: "More.", decisions: first.decisions, objections }), first);
    expect(more.decisions).toEqual(first.decisions);
  });

  it("loses the oldest of its decisions where there are too many", () => {
    const decisions = Array.from({ length: 30 }, (_, i) => `decision ${i}`);
    const spec = specFrom(draft({ decisions, objections }), null);
    expect(spec.decisions).toHaveLength(30);
    expect(spec.decisions[0]).toBe("decision 1");
    expect(spec.decisions.at(-1)).toMatch(/^Objection: /);
  });

  it("keeps the numbers of criteria whose words did not change", () => {
    const previous = aSpec({ criteria: [{ id: "AC3", text: "old" }] });
    const spec = specFrom(draft({ criteria: ["new", "old"] }), previous);
    expect(spec).toMatchObject({
      version: 2,
      criteria: [
        { id: "AC4", text: "new" },
        { id: "AC3", text: "old" },
      ],
    });
  });

  it("gives no new criterion or question a number that the previous version has or mentions", () => {
    const question = (text: string) => ({ text, recommended: "Yes.", blocking: false });
    const previous = aSpec({
      criteria: [{ id: "AC2", text: "old" }],
      questions: [{ ...question("old?"), id: "Q3" }],
      decisions: ["AC5 was given up, and so was Q4."],
    });
    const spec = specFrom(
      draft({ criteria: ["new", "old", "newer"], questions: [question("new?"), question("old?")] }),
      previous,
    );
    expect(spec.criteria.map(({ id }) => id)).toEqual(["AC6", "AC2", "AC7"]);
    expect(spec.questions.map(({ id }) => id)).toEqual(["Q5", "Q3"]);
  });

  it("begins again with unused numbers where two digits are used up", () => {
    const previous = aSpec({
      criteria: [
        { id: "AC1", text: "first" },
        { id: "AC99", text: "last" },
      ],
    });
    const { criteria } = specFrom(draft({ criteria: ["first", "a", "last", "b"] }), previous);
    expect(criteria.map(({ id }) => id)).toEqual(["AC1", "AC2", "AC99", "AC3"]);
  });

  it("goes on after what somebody said without its full stop", () => {
    const { decisions } = specFrom(
      draft({
        objections: [{ against: "It breaks sum.", answer: "It does not." }],
        rejected: [{ option: "Other separators.", because: "Because Nobody asks for them." }],
      }),
      null,
    );
    expect(decisions).toEqual([
      "Objection: It breaks sum → It does not.",
      "Rejected: Other separators → Nobody asks for them.",
    ]);
  });

  it("comes with a work order or without one on the short path", () => {
    expect(ShortDraft.parse({ ...goodSpec, order: goodOrder }).order).toEqual(goodOrder);
    expect(ShortDraft.parse(goodSpec).order).toBeNull();
    expect(ShortDraft.safeParse({ ...goodSpec, order: { ...goodOrder, steps: [] } }).success).toBe(false);
  });

  it("numbers the criteria in its work order as the spec does", () => {
    const criteria = [
      { id: "AC1", text: "old" },
      { id: "AC3", text: "new" },
    ];
    const contradicts = [{ file: "a.test.js", test: "is AC2", because: "AC2" }];
    const tests = ["in a.test.js: one (AC1), two (AC2), three (AC3)"];
    const named = withIdsOf(WorkOrder.parse({ ...goodOrder, contradicts, tests }), { criteria });
    expect([named.tests, named.contradicts]).toEqual([
      ["in a.test.js: one (AC1), two (AC3), three (AC3)"],
      [{ file: "a.test.js", test: "is AC2", because: "AC3" }],
    ]);
  });
});

function rejectedAs(against: string) {
  return [{ against, answer: "nothing" }];
}
