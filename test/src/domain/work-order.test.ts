// A work order is held against the tree: what it names must be there, and what is not is said so that it can be mended.
import { describe, expect, it } from "@jest/globals";
import { orderFaults, type SourceFile, WorkOrder, withoutFaults } from "../../../src/domain/work-order.ts";

const order = (context: Partial<WorkOrder["context"][number]>[]): WorkOrder => ({
  title: "Mend it",
  summary: "It was broken.",
  context: context.map((part) => ({
    path: "src/range.js",
    fromLine: 1,
    toLine: 3,
    why: "",
    symbols: [],
    ...part,
  })),
  interfaces: [],
  contracts: [],
  steps: ["Mend it"],
  tests: [],
  contradicts: [],
  outOfScope: [],
  dependencies: [],
  footprint: ["src/range.js"],
});

const lines = [
  "// parse is below, print is not here.",
  "export function parse(text) {",
  "  const parts = text.split('-');",
  "  return parts.map(Number);",
  "}",
  "",
  'test("reads  two numbers", () => {});',
];
const code = ["", ...lines.slice(1)];
const definitions = [{ name: "parse", fromLine: 2, toLine: 5 }];
const sources: Record<string, SourceFile> = {
  "src/range.js": { lines, code, definitions },
  "notes.txt": { lines: ["parse it"], code: ["parse it"], definitions: [] },
};
const sourceOf = (path: string) => sources[path] ?? null;
const faults = (...context: Parameters<typeof order>[0]) =>
  orderFaults(order(context), { sourceOf, paths: [] });

describe("a work order", () => {
  it("holds when its files, ranges and symbols are there", () => {
    expect(faults({ symbols: ["parse", "parts", "Range.parse(text)", "range::parse", "#parse"] })).toEqual(
      [],
    );
    expect(faults({ path: "notes.txt", toLine: 1, symbols: ["parse"] })).toEqual([]);
  });

  it("holds for a part of what a symbol defines", () => {
    expect(faults({ fromLine: 3, toLine: 4, symbols: ["parse", "Number"] })).toEqual([]);
  });

  it("holds for the title of a test, whatever the spaces in it", () => {
    expect(faults({ fromLine: 7, toLine: 7, symbols: ["reads two numbers"] })).toEqual([]);
  });

  it("does not hold for a file or a range that is not there", () => {
    const reversed = { fromLine: 3, toLine: 2, symbols: ["parse", "parts", "print", "two number"] };
    const noRange = { kind: "no-such-range", path: "src/range.js", lines: 7 };
    expect(faults({ path: "src/total.js" }, { toLine: 8, symbols: [] }, reversed)).toEqual([
      { kind: "no-such-file", path: "src/total.js", like: [] },
      { ...noRange, fromLine: 1, toLine: 8, symbols: [] },
      {
        ...noRange,
        ...{ fromLine: 3, toLine: 2 },
        symbols: [
          { symbol: "parse", found: { kind: "defined", fromLine: 2, toLine: 5 } },
          { symbol: "parts", found: { kind: "used", line: 3 } },
          { symbol: "print", found: { kind: "nowhere" } },
          { symbol: "two number", found: { kind: "unknown" } },
        ],
      },
    ]);
  });

  it("has a title that ends after a whole word within 72 characters", () => {
    const titled = (title: string) => WorkOrder.parse({ ...order([]), title }).title;
    const fits = `${"word ".repeat(14)}so`;
    expect(titled(fits)).toBe(fits);
    expect(titled("Reject separators, which ".repeat(4))).toBe(
      "Reject separators, which Reject separators, which Reject separators…",
    );
    expect(titled("x".repeat(80))).toBe(`${"x".repeat(71)}…`);
    expect(titled(titled("one two ".repeat(20)))).toBe(titled("one two ".repeat(20)));
  });

  it("does not hold for a symbol elsewhere, in a comment, or inside of another word; and says where it is", () => {
    const missing = { kind: "no-such-symbol", path: "src/range.js" };
    const below = { ...missing, fromLine: 6, toLine: 7 };
    expect(faults({ fromLine: 6, toLine: 7, symbols: ["parse", "parts", "two number"] })).toEqual([
      { ...below, symbol: "parse", found: { kind: "defined", fromLine: 2, toLine: 5 } },
      { ...below, symbol: "parts", found: { kind: "used", line: 3 } },
    ]);
    const above = { ...missing, fromLine: 1, toLine: 3 };
    expect(faults({ symbols: ["print", "part", "no such test"] })).toEqual([
      { ...above, symbol: "print", found: { kind: "nowhere" } },
      { ...above, symbol: "part", found: { kind: "nowhere" } },
      { ...above, symbol: "no such test", found: { kind: "unknown" } },
    ]);
  });

  it("loses only what does not hold", () => {
    const given = order([{ symbols: ["parse"] }, { path: "src/total.js" }, { symbols: ["print"] }]);
    expect(withoutFaults(given, sourceOf)).toEqual(order([{ symbols: ["parse"] }]));
  });
});
