// The lines that a diff adds and removes, by file and number.
import { describe, expect, it } from "@jest/globals";
import { parseDiff, type RawChange } from "../../../worker/workspace/changes.ts";

const raw = (path: string, part: Partial<RawChange> = {}): RawChange => ({
  ...{ kind: "modified", path, mode: "100644", previousMode: "100644", blob: "0" },
  ...part,
});
const section = (path: string, hunks: string) =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${hunks}`;
const parsed = (changes: RawChange[], text: string, sizes: number[]) =>
  parseDiff(changes, Buffer.from(text), sizes);
const NO_END = "\\ No newline at end of file\n";

describe("the lines of a diff", () => {
  it("have the line numbers of their own file", () => {
    const text = section(
      "a",
      `@@ -1,3 +1,4 @@\n one\n-two\n+2\n++3\n three\n@@ -9 +10 @@ f()\n-x\n${NO_END}+y\n${NO_END}`,
    );
    expect(parsed([raw("a")], text, [5])).toEqual([
      {
        ...{
          kind: "modified",
          path: "a",
          mode: "100644",
          previousMode: "100644",
          bytes: 5,
          isText: true,
          diff: Buffer.from(text),
        },
        added: [
          { number: 2, text: "2" },
          { number: 3, text: "+3" },
          { number: 10, text: "y" },
        ],
        removed: [
          { number: 2, text: "two" },
          { number: 9, text: "x" },
        ],
      },
    ]);
  });

  it("end at a line feed alone, and never start another file", () => {
    const text = section("a", "@@ -0,0 +1,2 @@\n+one\rdiff --git a/x b/x\n+@@ -1 +1 @@\n");
    expect(parsed([raw("a")], text, [5])[0]?.added).toEqual([
      { number: 1, text: "one\rdiff --git a/x b/x" },
      { number: 2, text: "@@ -1 +1 @@" },
    ]);
  });

  it("are none if git shows bytes", () => {
    const text = "diff --git a/a.bin b/a.bin\nindex 1..2 100644\nGIT binary patch\nliteral 1\nIcmZPo\n\n";
    expect(parsed([raw("a.bin")], text, [1])).toMatchObject([{ isText: false, added: [], removed: [] }]);
  });

  it("come from both sections if the type of a file changed", () => {
    const text = section("a", "@@ -1 +0,0 @@\n-one\n") + section("a", `@@ -0,0 +1 @@\n+../b\n${NO_END}`);
    const next = section("b", "@@ -1 +1 @@\n-1\n+2\n");
    expect(parsed([raw("a", { kind: "type-changed" }), raw("b")], text + next, [4, 2])).toMatchObject([
      {
        path: "a",
        diff: Buffer.from(text),
        added: [{ number: 1, text: "../b" }],
        removed: [{ number: 1, text: "one" }],
      },
      {
        path: "b",
        diff: Buffer.from(next),
        added: [{ number: 1, text: "2" }],
        removed: [{ number: 1, text: "1" }],
      },
    ]);
  });
});
