// What a model reads of the tools that change files, word for word.
import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { emptyRepository } from "../../support/git.ts";
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

describe("write", () => {
  it("says what it wrote, and one as one", async () => {
    const sandbox = memorySandbox();
    expect(await call(sandbox, "write", { path: "one", content: "1" })).toBe("Wrote one: 1 line, 1 byte.");
    expect(await call(sandbox, "write", { path: "docs/ä.md", content: "# Ä\n\ntext\n" })).toBe(
      "Wrote docs/ä.md: 3 lines, 11 bytes.",
    );
    expect(await call(sandbox, "write", { path: "../x", content: "" })).toBe(
      "! ../x leads out of the repository.",
    );
  });
});

describe("a file that is written where the change will not have it as it is", () => {
  it("is told at once with the rule that ignores it, or with the filter that is not run", async () => {
    using repository = emptyRepository();
    repository.commit({
      ".gitignore": "lib/\n*.log\n!kept.log\n",
      ".gitattributes": "*.psd filter=lfs -text\n",
      "tracked.log": "one\n",
    });
    execFileSync("git", ["add", "-f", "tracked.log"], { cwd: repository.path });
    const inTree = (line: string) =>
      spawnSync("sh", ["-c", line], { cwd: repository.path }).stdout.toString();
    const sandbox = memorySandbox({ run: ({ line }) => ({ output: inTree(line) }) });
    const written = async (path: string) =>
      (await call(sandbox, "write", { path, content: "" })).replace(/^Wrote .*?: 0 lines, 0 bytes\./, "");
    expect(await written("lib/it's.js")).toBe(
      " It is ignored by git (.gitignore:1:lib/), so it is no part of your change: write it elsewhere, or have the ignore file take it in again.",
    );
    expect(await written("a.psd")).toBe(
      " Git attributes ask for the filter lfs here, which is not run: the file would be stored as it is.",
    );
    for (const path of ["a.js", "kept.log", "tracked.log"]) expect(await written(path)).toBe("");
  });
});

describe("a path", () => {
  it("may begin with the folder where the repository is mounted", async () => {
    const sandbox = having({ "src/a.js": "one\n" });
    const said = [
      await call(sandbox, "read", { path: "/repo/src/a.js" }),
      await call(sandbox, "list", { path: "/repo" }),
      await call(sandbox, "list", { path: "/repo/" }),
      await call(sandbox, "search", { pattern: "one", path: "/repo/src" }),
      await call(sandbox, "edit", { path: "/repo/src/a.js", old: "one", new: "two" }),
      await call(sandbox, "write", { path: "/repo/b.js", content: "" }),
    ];
    expect(said).toEqual([
      "1\tone",
      "src/",
      "src/",
      "src/a.js:1:one",
      "Edited src/a.js: line 1.",
      "Wrote b.js: 0 lines, 0 bytes.",
    ]);
    expect([...sandbox.files.keys()]).toEqual(["src/a.js", "b.js"]);
  });

  it("may begin with the folder where another machine mounts a repository", async () => {
    const sandbox = having({ "src/a.js": "one\n" });
    const said = [
      await call(sandbox, "read", { path: "/workspace/src/a.js" }),
      await call(sandbox, "read", { path: "/home/ada/greeter/src/a.js" }),
      await call(sandbox, "read", { path: "repo/src/a.js" }),
      await call(sandbox, "search", { pattern: "one", path: "/workspace/src" }),
      await call(sandbox, "edit", { path: "workspace/src/a.js", old: "one", new: "two" }),
      await call(sandbox, "write", { path: "/workspace/b.js", content: "" }),
    ];
    expect(said).toEqual([
      "1\tone",
      "1\tone",
      "1\tone",
      "src/a.js:1:one",
      "Edited src/a.js: line 1.",
      "Wrote b.js: 0 lines, 0 bytes.",
    ]);
    const own = having({ "repo/a.js": "own\n", "a.js": "other\n" });
    expect(await call(own, "read", { path: "repo/a.js" })).toBe("1\town");
  });

  it("that is not there is refused with those that are like it", async () => {
    const sandbox = having({ "lib/schemes.js": "one\n", "lib/other.js": "" });
    expect(await call(sandbox, "read", { path: "lib/scheme.js" })).toMatch(
      /Did you mean lib\/schemes\.js\?$/,
    );
    expect(await call(sandbox, "read", { path: "lib/schemes.ts" })).toMatch(
      /Did you mean lib\/schemes\.js\?$/,
    );
    expect(await call(sandbox, "read", { path: "lib/nothing.js" })).not.toContain("Did you mean");
  });

  it.each(["/etc/passwd", "/repository/a", "/repo//etc/passwd", "/repo/../etc/passwd", "/repo/.."])(
    "leads out of the repository as before: %s",
    async (path) => {
      expect(await call(memorySandbox(), "read", { path })).toMatch(/^! .* leads out of the repository\.$/);
    },
  );

  it.each([".git/config", ".git", "/repo/.git/hooks/pre-commit", "./x/../.git/config", "sub/.git/config"])(
    "is not written when it is git's own: %s",
    async (path) => {
      const sandbox = having({ [path]: "a" });
      for (const [name, args] of [
        ["write", { content: "b" }],
        ["edit", { old: "a", new: "b" }],
      ] as const) {
        expect(await call(sandbox, name, { path, ...args })).toMatch(
          /^! Could not write .*: git's own files are not written\.$/,
        );
      }
      expect([...sandbox.files.keys()]).toEqual([path]);
    },
  );

  it("may be like git's own", async () => {
    expect(await call(memorySandbox(), "write", { path: ".gitignore", content: "x" })).toMatch(/^Wrote/);
  });
});
