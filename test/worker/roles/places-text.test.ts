// The ranges that an order names, word for word.
import { describe, expect, it } from "@jest/globals";
import { placesText } from "../../../worker/roles/places-text.ts";

const numbered = (count: number, width = 0) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}${"x".repeat(width)}`).join("\n");
const at = (path: string, fromLine: number, toLine: number) => ({
  ...{ path, fromLine, toLine },
  ...{ why: "it matters", symbols: [] },
});
const heading = "## What stands at those places now, with line numbers";

describe("the places of an order", () => {
  it("are shown with their line numbers, and as one where they nearly touch", async () => {
    const text = await placesText([at("b.js", 8, 9), at("a.js", 2, 2), at("b.js", 3, 5)], async () =>
      numbered(9),
    );
    expect(text).toBe(
      [
        ...[heading, "b.js:3-9", "3\tline 3", "4\tline 4", "5\tline 5", "6\tline 6", "7\tline 7"],
        ...["8\tline 8", "9\tline 9", "a.js:2-2", "2\tline 2"],
      ].join("\n"),
    );
  });

  it("are left out where no such text is there", async () => {
    expect(await placesText([at("a.js", 1, 2)], async () => null)).toBe("");
    expect(await placesText([at("a.js", 7, 9)], async () => "one\n")).toBe("");
  });

  it("end at a line where room ends, with where to read on", async () => {
    const text = await placesText([at("a.js", 1, 900), at("b.js", 1, 2)], async () => numbered(900, 90));
    expect(text.length).toBeLessThan(16_100);
    expect(text.split("\n").at(-1)).toMatch(/^\(goes on to line 900: read from 1\d\d\)$/);
    expect(text.split("\n").at(-2)).toMatch(/^\d+\tline \d+x{90}$/);
  });
});
