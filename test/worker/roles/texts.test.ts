// The spec as the roles that build from it and its next author read it, and a reminder of a long order.
import { describe, expect, it } from "@jest/globals";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { criteriaText, reminderText, specSoFarText, specText } from "../../../worker/roles/texts.ts";
import { aSpec } from "../../support/builders.ts";
import { goodOrder } from "../../support/script.ts";

const asked = { text: "Which one?", recommended: "The first." };
const spec = aSpec({
  questions: [
    { ...asked, id: "Q1", blocking: true },
    { ...asked, id: "Q3", blocking: false },
  ],
});

describe("the spec as a model reads it", () => {
  it("has its questions decided as recommended for those who build from it", () => {
    expect(specText(spec)).toContain(
      "Open questions, to be decided as recommended:\n- Which one? Recommended: The first.\n",
    );
  });

  it("has its questions open, each by its id, for the architect who reads what people answered", () => {
    expect(specSoFarText(spec)).toContain(
      "Open questions; the newest comments may answer these:\n" +
        "- Q1 (blocking): Which one? Recommended: The first.\n" +
        "- Q3 (not blocking): Which one? Recommended: The first.",
    );
  });

  it("has each criterion with its id", () => {
    const criteria = [
      { id: "AC1", text: "sum([]) is 0" },
      { id: "AC3", text: "sum([1]) is 1" },
    ];
    expect(criteriaText(criteria)).toBe("- AC1: sum([]) is 0\n- AC3: sum([1]) is 1");
  });
});

describe("a reminder", () => {
  it("counts the steps and tests of an order that is too long to be repeated", () => {
    const order = WorkOrder.parse({ ...goodOrder, outOfScope: Array(20).fill("nothing ".repeat(20)) });
    expect(reminderText(order, { broken: [], notRun: [] })).toContain(
      "(1 step, 1 test; see the first message)",
    );
  });
});
