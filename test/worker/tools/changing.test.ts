// What a model reads of the tools that change files, word for word.
import { describe, expect, it } from "@jest/globals";
import { memorySandbox } from "../../support/memory-sandbox.ts";
import { call, having } from "../../support/tool-call.ts";

describe("edit", () => {
  const FILE = "function add(a, b) {\n  return a - b;\n}\n\nfunction sub(a, b) {\n  return a - b;\n}\n";

  it("replaces the one place that matches, whatever signs are in the new text", async () => {
    const sandbox = having({ "m.js": FILE });
    const args = {
      path: "m.js",
      old: "add(a, b) {\n  return a - b",
      new: "add(a, b) {\n  // $& $1\n  return a + b",
    };
    expect(await call(sandbox, "edit", args)).toBe("Edited m.js: lines 1–3.");
    expect(Buffer.from(sandbox.files.get("m.js") ?? "").toString()).toBe(
      FILE.replace("  return a - b", () => "  // $& $1\n  return a + b"),
    );
  });

  it("deletes", async () => {
    const sandbox = having({ "m.js": "a\nb\nc\n" });
    expect(await call(sandbox, "edit", { path: "m.js", old: "b\n", new: "" })).toBe("Edited m.js: line 2.");
    expect(Buffer.from(sandbox.files.get("m.js") ?? "").toString()).toBe("a\nc\n");
  });

  it("keeps a file's own line ends and its byte order mark", async () => {
    const sandbox = having({ "w.cs": "\uFEFFone\r\ntwo\r\nthree\r\n" });
    await call(sandbox, "edit", { path: "w.cs", old: "one\ntwo", new: "1\n2\n2b" });
    expect(Buffer.from(sandbox.files.get("w.cs") ?? "").toString()).toBe("\uFEFF1\r\n2\r\n2b\r\nthree\r\n");
  });

  it("says how many places match, and where", async () => {
    expect(
      await call(having({ "m.js": FILE }), "edit", { path: "m.js", old: "return a - b;", new: "x" }),
    ).toBe("! `old` is in m.js 2 times, at lines 2, 6. Add neighbouring lines to name one.");
    const many = await call(having({ many: "aaaa\n".repeat(500) }), "edit", {
      path: "many",
      old: "aa",
      new: "b",
    });
    expect(many.length).toBeLessThan(200);
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
      `"! bin is not a UTF-8 text file. Look at it with shell (file, xxd) if it matters."`,
    );
    expect(await call(sandbox, "edit", { path: "none", old: "a", new: "b" })).toMatchInlineSnapshot(
      `"! Could not read none: there is no such file."`,
    );
    expect(await call(sandbox, "edit", { path: "m.js", old: "", new: "b" })).toMatchInlineSnapshot(`
"! The arguments do not fit:
- old: Too small: expected string to have >=1 characters
Call again with these mended."
`);
  });
});

describe("write", () => {
  it("says what it wrote", async () => {
    const sandbox = memorySandbox();
    expect(await call(sandbox, "write", { path: "docs/ä.md", content: "# Ä\n\ntext\n" })).toBe(
      "Wrote docs/ä.md: 3 lines, 11 bytes.",
    );
    expect(await call(sandbox, "write", { path: "../x", content: "" })).toBe(
      "! ../x leads out of the repository.",
    );
  });
});
