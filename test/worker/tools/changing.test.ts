// What a model reads of the tools that change files, word for word.
import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { emptyRepository } from "../../support/git.ts";
import { memorySandbox } from "../../support/memory-sandbox.ts";
import { call, having } from "../../support/tool-call.ts";

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

describe("a file that is written in place of another", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
  const replaced = async (old: Uint8Array, content: string) => {
    const sandbox = having({ f: old });
    const said = await call(sandbox, "write", { path: "f", content });
    return { said: said.replace(/^Wrote f: /, ""), bytes: sandbox.files.get("f") };
  };

  it.each([
    ["Latin-1", bytes("caf\xe9\n"), "na\xefve\n", bytes("na\xefve\n"), "encoding"],
    ["UTF-16", utf16("one\n"), "zw\xf6lf\n", utf16("zw\xf6lf\n"), "encoding and the byte order mark"],
    [
      "UTF-16, big end first",
      utf16("1\n").swap16(),
      "2\n",
      utf16("2\n").swap16(),
      "encoding and the byte order mark",
    ],
    ["CRLF", Buffer.from("a\r\nb\r\n"), "c\nd\n", Buffer.from("c\r\nd\r\n"), "line ends"],
    ["a mark", Buffer.from("\uFEFFa\n"), "b\n", Buffer.from("\uFEFFb\n"), "byte order mark"],
  ])("keeps %s", async (_name, old, content, written, kept) => {
    expect(await replaced(old, content)).toEqual({
      said: expect.stringMatching(new RegExp(`, with the ${kept} of the file that was there\\.$`)),
      bytes: written,
    });
  });

  it("is as its author wrote it where the old one was mixed, binary, or not there", async () => {
    for (const old of ["a\r\nb\n", "plain\n", "\0\x01\x02"]) {
      expect(await replaced(Buffer.from(old), "1\n2\n")).toEqual({
        said: "2 lines, 4 bytes.",
        bytes: Buffer.from("1\n2\n"),
      });
    }
    expect((await replaced(Buffer.from("a\r\n"), "b\r\nc\n")).bytes).toEqual(Buffer.from("b\r\nc\n"));
  });

  it("is refused where its encoding cannot hold the text", async () => {
    const { said, bytes: left } = await replaced(bytes("caf\xe9\n"), "\u20ac\n");
    expect([said.slice(0, 20), left]).toEqual(["! f is not UTF-8 but", bytes("caf\xe9\n")]);
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
    for (const path of ["a.js", "kept.log", "tracked.log", ":(top)x", "-n"])
      expect(await written(path)).toBe("");
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
      "Edited src/a.js: line 1, now\n1\ttwo",
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
      "Edited src/a.js: line 1, now\n1\ttwo",
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
