// What a reviewer names has to be there, and what blocks has to be shown.
import { describe, expect, it } from "@jest/globals";
import { Finding, findingFaults, standing, verdict } from "../../../src/domain/finding.ts";

const ground = { criteria: ["AC1", "AC2"], linesOf: (path: string) => (path === "src/sum.js" ? 4 : null) };
const finding = (part: object) => Finding.parse({ severity: "minor", text: "It is odd.", ...part });
const faults = (part: object) => findingFaults([finding(part)], ground);

describe("a finding", () => {
  it.each([
    [{ file: "src/sum.js", line: 4, criterion: "AC2", severity: "blocking" }],
    [{ severity: "blocking", shownBy: "sum([]) throws" }],
    [{ severity: "minor" }],
  ])("stands as it is: %j", (part) => {
    expect(faults(part)).toEqual([]);
    expect(standing(finding(part), ground)).toEqual(finding(part));
  });

  it("goes back when it names a file or a criterion that is not there, or blocks for nothing", () => {
    expect(faults({ file: "src/total.js", line: 3, criterion: "AC9", severity: "blocking" })).toEqual([
      "finding 1: there is no file src/total.js after the change",
      "finding 1: there is no criterion AC9; there are AC1, AC2",
    ]);
    expect(faults({ severity: "blocking" })).toEqual([
      "finding 1: it blocks and names neither a criterion nor, in shownBy, the input, call or line that shows the defect",
    ]);
  });

  it("loses a line that is not in its file, without going back", () => {
    expect(faults({ file: "src/sum.js", line: 5 })).toEqual([]);
    expect(standing(finding({ file: "src/sum.js", line: 5 }), ground).line).toBeNull();
  });

  it("loses what is still not there, and does not block for it", () => {
    const left = standing(
      finding({ file: "src/total.js", line: 3, criterion: "AC9", severity: "blocking" }),
      ground,
    );
    expect(left).toEqual(finding({ severity: "minor" }));
    expect(verdict([left]).kind).toBe("accepted");
  });
});
