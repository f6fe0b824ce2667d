// What a reviewer names has to be there, and what blocks has to be shown.
import { describe, expect, it } from "@jest/globals";
import { Finding, findingFaults, verdict, withoutFaults } from "../../../src/domain/finding.ts";

const about = { criteria: ["AC1", "AC2"], linesOf: (path: string) => (path === "src/sum.js" ? 4 : null) };
const finding = (part: object) => Finding.parse({ severity: "minor", text: "It is odd.", ...part });
const faults = (part: object) => findingFaults([finding(part)], about);

describe("a finding", () => {
  it.each([
    [{ file: "src/sum.js", line: 4, criterion: "AC2", severity: "blocking" }],
    [{ severity: "blocking", shownBy: "sum([]) throws" }],
    [{ severity: "minor" }],
  ])("stands as it is: %j", (part) => {
    expect(faults(part)).toEqual([]);
    expect(withoutFaults(finding(part), about)).toEqual(finding(part));
  });

  it("goes back when it names a line that its file does not have", () => {
    expect(faults({ file: "src/sum.js", line: 5 })).toEqual([
      { index: 0, kind: "no-such-line", file: "src/sum.js", line: 5, lines: 4 },
    ]);
  });

  it("goes back when it names a file or a criterion that is not there, or blocks for nothing", () => {
    expect(faults({ file: "src/total.js", line: 3, criterion: "AC9", severity: "blocking" })).toEqual([
      { index: 0, kind: "no-such-file", file: "src/total.js" },
      { index: 0, kind: "no-such-criterion", criterion: "AC9", criteria: ["AC1", "AC2"] },
    ]);
    expect(faults({ severity: "blocking" })).toEqual([{ index: 0, kind: "blocks-unshown" }]);
  });

  it("goes back when its command could not be run or did not end, and does not block by it", () => {
    const [missing, hung, red] = [
      { ending: "exited", exitStatus: 127, output: "not found" },
      { ending: "timed-out", exitStatus: null, output: "" },
      { ending: "exited", exitStatus: 1, output: "TypeError" },
    ] as const;
    const command = "node -e 'sum([])'";
    for (const shown of [missing, hung]) {
      const part = { severity: "blocking", command, shown };
      expect(faults(part)).toEqual([{ index: 0, kind: "command-not-run", command, shown }]);
      expect(withoutFaults(finding(part), about)).toEqual(finding({ severity: "minor" }));
    }
    const measured = { severity: "blocking", command, shown: red };
    expect([faults(measured), withoutFaults(finding(measured), about)]).toEqual([[], finding(measured)]);
  });

  it("loses a line that is still not in its file", () => {
    expect(withoutFaults(finding({ file: "src/sum.js", line: 5 }), about).line).toBeNull();
  });

  it("loses what is still not there, and does not block for it", () => {
    const left = withoutFaults(
      finding({ file: "src/total.js", line: 3, criterion: "AC9", severity: "blocking" }),
      about,
    );
    expect(left).toEqual(finding({ severity: "minor" }));
    expect(verdict([left]).kind).toBe("accepted");
  });
});
