// Long texts are cut at the end of a line or of a word, and only where that is less to read.
import { expect, it } from "@jest/globals";
import { cutAtTheEnd, cutInTheMiddle, cutLine } from "../../../src/domain/cut.ts";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`).join("\n");

it("the middle of a text goes by whole lines, and is counted", () => {
  const text = lines(101, 150);
  expect(cutInTheMiddle(text, 100)).toBe(
    `${lines(101, 105)}\n(${text.length - 88} characters left out here)\n${lines(146, 150)}`,
  );
  expect(cutAtTheEnd(text, 100)).toBe(`${lines(101, 111)}\n(${text.length - 98} characters left out here)`);
});

it("a long line goes by whole words", () => {
  const line = "const somethingLong = anotherName.withMethod(argumentNumberOne);";
  expect(cutLine(line, 20)).toBe("const somethingLong (45 more characters)");
  expect(cutLine("x".repeat(100), 20)).toBe(`${"x".repeat(20)} (80 more characters)`);
});

it("nothing is cut where the mark would be as long as what it stands for", () => {
  const text = "x".repeat(140);
  expect([cutInTheMiddle(text, 100), cutAtTheEnd(text, 100), cutLine(text, 100)]).toEqual([text, text, text]);
  for (const length of [141, 200, 10_000]) {
    const long = "word\n".repeat(length).slice(0, length);
    for (const cut of [cutInTheMiddle(long, 100), cutAtTheEnd(long, 100)])
      expect(cut.length).toBeLessThanOrEqual(length);
  }
});

it("no cut leaves half a character", () => {
  const text = "😀".repeat(200);
  for (const most of [99, 100, 101])
    expect([cutInTheMiddle(text, most), cutAtTheEnd(text, most)].every((cut) => cut.isWellFormed())).toBe(
      true,
    );
});
