// The spec as roles read it: those who build from it, and the architect who writes its next version.
import { describe, expect, it } from "@jest/globals";
import { criteriaText, specSoFarText, specText } from "../../../worker/roles/texts.ts";
import { aSpec } from "../../support/builders.ts";

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
