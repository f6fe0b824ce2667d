// The rule by which an issue is small, one part at a time.
import { describe, expect, it } from "@jest/globals";
import { issueSize, mayBeSmall, SMALL, smallSize } from "../../../src/domain/size.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";

const order = (part: Partial<WorkOrder> = {}): WorkOrder => ({
  title: "Mend it",
  summary: "It was broken.",
  context: [],
  interfaces: [],
  contracts: [],
  steps: ["Mend it"],
  tests: [],
  contradicts: [],
  outOfScope: [],
  dependencies: [],
  footprint: ["a.js", "a.test.js"],
  ...part,
});
const issue = { words: 12, namedFiles: 1, begun: false };
const spec = { criteria: ["it holds"], questions: [] };
const times = (n: number) => Array.from({ length: n }, (_, i) => `${i}.js`);

describe("an issue", () => {
  it("is as large as its words, and as the files it names", () => {
    const text = "# sum([]) throws\n\nSee `src/sum.js`, test.js: and (other.js). sum.js again -- twice.";
    expect(issueSize(text, ["src/sum.js", "test/test.js", "lib/other.js", "lib/unnamed.js"])).toEqual({
      words: 10,
      namedFiles: 3,
    });
  });

  it("may be small up to so many words and files", () => {
    const most = { words: SMALL.words, namedFiles: SMALL.namedFiles, begun: false };
    expect(mayBeSmall(most)).toBe(true);
    expect(mayBeSmall({ ...most, words: SMALL.words + 1 })).toBe(false);
    expect(mayBeSmall({ ...most, namedFiles: SMALL.namedFiles + 1 })).toBe(false);
    expect(mayBeSmall({ ...most, begun: true })).toBe(false);
  });

  it("is small when what came of it is", () => {
    expect(smallSize(issue, spec, order())).toEqual({ words: 12, criteria: 1, files: 2 });
    const most = order({ steps: times(SMALL.steps), footprint: times(SMALL.files) });
    expect(smallSize(issue, { ...spec, criteria: times(SMALL.criteria) }, most)).not.toBeNull();
  });

  it.each([
    ["its text is long", smallSize({ ...issue, words: SMALL.words + 1 }, spec, order())],
    ["it has many criteria", smallSize(issue, { ...spec, criteria: times(SMALL.criteria + 1) }, order())],
    ["it leaves a question open", smallSize(issue, { ...spec, questions: ["why?"] }, order())],
    ["it takes many steps", smallSize(issue, spec, order({ steps: times(SMALL.steps + 1) }))],
    ["it touches many files", smallSize(issue, spec, order({ footprint: times(SMALL.files + 1) }))],
    ["it touches a folder", smallSize(issue, spec, order({ footprint: ["src/"] }))],
    ["it touches everything", smallSize(issue, spec, order({ footprint: ["."] }))],
  ])("is not small when %s", (_why, size) => {
    expect(size).toBeNull();
  });
});
