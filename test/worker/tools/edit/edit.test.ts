// What a model reads of the tool that replaces pieces of a file, word for word.
import { describe, expect, it } from "@jest/globals";
import { call, having } from "../../../support/tool-call.ts";

describe("edit", () => {
  const FILE = "function add(a, b) {\n  return a - b;\n}\n\nfunction sub(a, b) {\n  return a - b;\n}\n";

  it("replaces the one place that matches, whatever signs are in the new text", async () => {
    const sandbox = having({ "m.js": FILE });
    const args = {
      path: "m.js",
      old: "add(a, b) {\n  return a - b",
      new: "add(a, b) {\n  // $& $1\n  return a + b",
    };
    expect(await call(sandbox, "edit", args)).toBe(
      [
        "Edited m.js: lines 1–3, now",
        ...["1\tfunction add(a, b) {", "2\t  // $& $1", "3\t  return a + b;", "4\t}", "5\t"],
      ].join("\n"),
    );
    expect(Buffer.from(sandbox.files.get("m.js") ?? "").toString()).toBe(
      FILE.replace("  return a - b", () => "  // $& $1\n  return a + b"),
    );
  });

  it("deletes", async () => {
    const sandbox = having({ "m.js": "a\nb\nc\n" });
    expect(await call(sandbox, "edit", { path: "m.js", old: "b\n", new: "" })).toBe(
      "Edited m.js: line 2, now\n1\ta\n2\tc",
    );
    expect(Buffer.from(sandbox.files.get("m.js") ?? "").toString()).toBe("a\nc\n");
  });

  it("keeps a file's own line ends and its byte order mark", async () => {
    const sandbox = having({ "w.cs": "\uFEFFone\r\ntwo\r\nthree\r\n" });
    await call(sandbox, "edit", { path: "w.cs", old: "one\ntwo", new: "1\n2\n2b" });
    expect(Buffer.from(sandbox.files.get("w.cs") ?? "").toString()).toBe("\uFEFF1\r\n2\r\n2b\r\nthree\r\n");
  });

  it("keeps UTF-16", async () => {
    const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
    const sandbox = having({ "u.txt": utf16("one\r\ntw\xf6\r\n") });
    expect(await call(sandbox, "read", { path: "u.txt" })).toContain("2\ttw\xf6\n(UTF-16:");
    await call(sandbox, "edit", { path: "u.txt", old: "one\n", new: "1\n\u20ac\n" });
    expect(sandbox.files.get("u.txt")).toEqual(utf16("1\r\n\u20ac\r\ntw\xf6\r\n"));
  });

  it("keeps the bytes of a file that is not UTF-8, and refuses what its encoding cannot hold", async () => {
    const bytes = (text: string) => Buffer.from(text, "latin1");
    const sandbox = having({ "l.txt": bytes("caf\xe9\nna\xefve\n") });
    await call(sandbox, "edit", { path: "l.txt", old: "na\xefve", new: "\xe0 la carte" });
    expect(sandbox.files.get("l.txt")).toEqual(bytes("caf\xe9\n\xe0 la carte\n"));
    expect(await call(sandbox, "edit", { path: "l.txt", old: "carte", new: "\u20ac" })).toMatch(
      /^! l\.txt is not UTF-8/,
    );
    expect(sandbox.files.get("l.txt")).toEqual(bytes("caf\xe9\n\xe0 la carte\n"));
  });

  it("says how many places match, and where", async () => {
    expect(
      await call(having({ "m.js": FILE }), "edit", { path: "m.js", old: "return a - b;", new: "x" }),
    ).toBe("! `old` is in m.js 2 times, at lines 2, 6. Add neighbouring lines to name one, or set `all`.");
    const many = await call(having({ many: "aaaa\n".repeat(500) }), "edit", {
      path: "many",
      old: "aa",
      new: "b",
    });
    expect(many.length).toBeLessThan(200);
    const overlapping = { path: "m.js", old: "}\n}\n", new: "}\n" };
    expect(await call(having({ "m.js": "}\n}\n}\n" }), "edit", overlapping)).toContain("2 times");
  });

  it("replaces every place where it is told so, and shows the first", async () => {
    const sandbox = having({ "m.js": FILE });
    const args = { path: "m.js", old: "(a, b)", new: "(left, right)", all: true };
    expect(await call(sandbox, "edit", args)).toBe(
      [
        "Edited m.js: 2 places, at lines 1, 5; the first now",
        ...["1\tfunction add(left, right) {", "2\t  return a - b;", "3\t}"],
      ].join("\n"),
    );
    expect(Buffer.from(sandbox.files.get("m.js") ?? "").toString()).toBe(
      FILE.replaceAll("(a, b)", "(left, right)"),
    );
  });

  it("shows the ends alone of a long piece", async () => {
    const args = { path: "m.js", old: "two", new: Array(40).fill("new").join("\n") };
    const rows = (await call(having({ "m.js": "one\ntwo\nthree\n" }), "edit", args)).split("\n");
    expect(rows).toEqual([
      "Edited m.js: lines 2–41, now",
      ...["1\tone", "2\tnew", "3\tnew", "4\tnew", "5\tnew", "6\tnew", "…"],
      ...["37\tnew", "38\tnew", "39\tnew", "40\tnew", "41\tnew", "42\tthree"],
    ]);
  });

  it("shows the closest piece when nothing matches", async () => {
    const sandbox = having({ "m.js": FILE });
    expect(
      await call(sandbox, "edit", { path: "m.js", old: "function sub(a, b) {\n\treturn a - b;\n}", new: "" }),
    ).toMatchInlineSnapshot(`
"! \`old\` is not in m.js. Closest, from line 5:
function sub(a, b) {
  return a - b;
}"
`);
    expect(
      await call(sandbox, "edit", { path: "m.js", old: "function sub(x, b) {", new: "" }),
    ).toMatchInlineSnapshot(`
"! \`old\` is not in m.js. Closest, from line 5:
function sub(a, b) {"
`);
    expect(await call(sandbox, "edit", { path: "m.js", old: "class Zebra", new: "" })).toMatchInlineSnapshot(
      `"! \`old\` is not in m.js. Nothing in it is like it. Read the file again."`,
    );
  });

  it("changes nothing when nothing would change, or when it cannot", async () => {
    const sandbox = having({ "m.js": FILE, bin: Uint8Array.of(0) });
    expect(await call(sandbox, "edit", { path: "m.js", old: "sub", new: "sub" })).toMatchInlineSnapshot(
      `"! \`old\` and \`new\` are the same: nothing would change."`,
    );
    expect(await call(sandbox, "edit", { path: "bin", old: "a", new: "b" })).toMatchInlineSnapshot(
      `"! bin is not a text file. Look at it with shell (file, xxd) if it matters."`,
    );
    expect(await call(sandbox, "edit", { path: "none", old: "a", new: "b" })).toMatchInlineSnapshot(
      `"! Could not read none: there is no such file."`,
    );
    expect(await call(sandbox, "edit", { path: "m.js", old: "", new: "b" })).toMatchInlineSnapshot(`
"! The arguments do not fit:
- old: expected a text that is not empty, but you gave "".
Call again with these mended."
`);
  });
});
