// Why an order or a finding goes back, in the words its author reads.
import { describe, expect, it } from "@jest/globals";
import type { FindingFault } from "../../../src/domain/finding.ts";
import type { Found, OrderFault } from "../../../src/domain/work-order.ts";
import { findingFaultText, orderFaultText } from "../../../worker/roles/fault-texts.ts";

const range = { path: "a.js", fromLine: 1, toLine: 3 };
const symbol = (found: Found): OrderFault => ({ kind: "no-such-symbol", ...range, symbol: "parse", found });

describe("an order", () => {
  it.each<[OrderFault, string]>([
    [{ kind: "no-such-file", path: "a.js", like: [] }, "context file a.js does not exist in the base tree"],
    [
      { kind: "no-such-file", path: "a.js", like: ["b.js", "A.js"] },
      "context file a.js does not exist in the base tree; did you mean b.js or A.js?",
    ],
    [
      { kind: "no-such-path", path: "a.js", like: ["A.js"] },
      "a.js of the footprint does not exist; did you mean A.js? If it is a new file, name it again",
    ],
    [
      { kind: "no-such-range", ...range, lines: 1, symbols: [] },
      "a.js:1–3 goes beyond the end of the file; the file has 1 line",
    ],
    [
      {
        ...{ kind: "no-such-range", path: "a.js", fromLine: 3, toLine: 1, lines: 9 },
        symbols: [
          { symbol: "parse", found: { kind: "defined", fromLine: 8, toLine: 9 } },
          { symbol: "print", found: { kind: "used", line: 8 } },
          { symbol: "sum", found: { kind: "nowhere" } },
          { symbol: "a title", found: { kind: "unknown" } },
        ],
      },
      "a.js:3–1 ends before it begins; the file has 9 lines; it defines parse at 8–9; it uses print on line 8; it does not contain sum",
    ],
    [
      symbol({ kind: "defined", fromLine: 8, toLine: 9 }),
      "a.js:1–3 does not contain the symbol parse; the file defines it at 8–9",
    ],
    [
      symbol({ kind: "used", line: 8 }),
      "a.js:1–3 does not contain the symbol parse; the file uses it on line 8",
    ],
    [
      symbol({ kind: "nowhere" }),
      "a.js:1–3 does not contain the symbol parse, nor does the rest of the file",
    ],
    [symbol({ kind: "unknown" }), "a.js:1–3 does not contain the symbol parse"],
  ])("goes back with %j in words", (fault, text) => {
    expect(orderFaultText(fault)).toBe(text);
  });
});

describe("a finding", () => {
  it.each<[FindingFault, string]>([
    [{ index: 0, kind: "no-such-file", file: "a.js" }, "finding 1: there is no file a.js after the change"],
    [
      { index: 0, kind: "no-such-line", file: "a.js", line: 90, lines: 1 },
      "finding 1: a.js has no line 90 after the change; it has 1 line",
    ],
    [
      { index: 1, kind: "no-such-criterion", criterion: "AC9", criteria: ["AC1", "AC2"] },
      "finding 2: there is no criterion AC9; there are AC1, AC2",
    ],
    [
      { index: 0, kind: "blocks-unshown" },
      "finding 1: it blocks and names neither a criterion, nor a command, nor, in shownBy, the input, call or line that shows the defect",
    ],
  ])("goes back with %j in words", (fault, text) => {
    expect(findingFaultText(fault)).toBe(text);
  });
});
