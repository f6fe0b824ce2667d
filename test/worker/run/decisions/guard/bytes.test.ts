// A text file stays one that people can read.
import { expect, it } from "@jest/globals";
import { filtered, lostBytes, turnedBinary } from "../../../../../worker/run/decisions/guard/bytes.ts";
import { isCommandPath } from "../../../../../worker/toolchains/paths.ts";
import { aChange } from "../../../../support/builders.ts";

const file = (path: string, content: string, wasText = false) => ({
  path,
  content: Buffer.from(content),
  wasText,
});

it("refuses a NUL in a file that was text, and in new code, with its place", () => {
  const files = [
    file("notes.md", "ab\0c", true),
    file("src/new.js", "// \0"),
    file("logo.png", "\0"),
    file("src/ok.js", "x"),
  ];
  expect(turnedBinary(files, isCommandPath)).toEqual([
    { kind: "turned-binary", path: "notes.md", offset: 2 },
    { kind: "turned-binary", path: "src/new.js", offset: 3 },
  ]);
});

it("refuses U+FFFD where there were other bytes, and keeps one that was there", () => {
  const added = ["// caf\ufffd"];
  const change = (diff: Buffer) => aChange({ path: "src/a.js", added, diff });
  const latin1 = Buffer.from("@@ -1 +1 @@\n-// caf\xe9\n", "latin1");
  expect(lostBytes([change(Buffer.concat([latin1, Buffer.from("+// caf\ufffd\n")]))])).toEqual([
    { kind: "lost-bytes", path: "src/a.js", line: 1 },
  ]);
  expect(lostBytes([change(Buffer.from("@@ -1 +1 @@\n-caf\ufffd\n+// caf\ufffd\n"))])).toEqual([]);
});

it("does not take bytes of another encoding for lost ones", () => {
  const diff = Buffer.from("@@ -1 +1 @@\n-a\n+// caf\xe9\n", "latin1");
  expect(lostBytes([aChange({ added: ["// caf\ufffd"], diff })])).toEqual([]);
});

it("refuses a file that a filter should store otherwise, and lets the filter's own output move", () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
  const change = (path: string, part: object = {}) => aChange({ path, filter: "lfs", ...part });
  const changes = [
    change("a.psd"),
    change("moved.psd"),
    change("gone.psd", { kind: "deleted" }),
    change("notes.ipynb", { filter: "nbstripout" }),
    aChange(),
  ];
  expect(filtered(changes, [file("a.psd", "raw"), file("moved.psd", pointer)])).toEqual([
    { kind: "filtered", path: "a.psd", filter: "lfs" },
    { kind: "filtered", path: "notes.ipynb", filter: "nbstripout" },
  ]);
});
