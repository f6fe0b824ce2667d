// What a model reads of each tool that looks, word for word.
import { describe, expect, it } from "@jest/globals";
import { estimateTokenCount } from "tokenx";
import { z } from "zod";
import { SandboxError } from "../../../src/domain/errors.ts";
import { coderTools, readerTools } from "../../../worker/tools/index.ts";
import { parseArguments, tool } from "../../../worker/tools/tool.ts";
import { type MemoryOptions, memorySandbox } from "../../support/memory-sandbox.ts";
import { call, having, numbers, signal } from "../../support/tool-call.ts";

describe("the tools", () => {
  it("are few and short, and a role that only reads gets none that change anything", () => {
    const coder = coderTools(memorySandbox()).map((one) => one.definition);
    const reader = readerTools(memorySandbox()).map((one) => [one.definition.name, one.effect]);
    expect(coder.map((definition) => definition.name)).toEqual([
      "list",
      "search",
      "read",
      "edit",
      "write",
      "shell",
    ]);
    expect(reader).toEqual([
      ["list", "reads"],
      ["search", "reads"],
      ["read", "reads"],
    ]);
    expect(estimateTokenCount(JSON.stringify(coder))).toBeLessThan(600);
  });

  it("say what each call did", async () => {
    const sandbox = having({ "a.js": "one\n" });
    const deeds: unknown[] = [];
    for (const [name, args] of [
      ["list", { path: "." }],
      ["search", { pattern: "one" }],
      ["read", { path: "a.js" }],
      ["edit", { path: "a.js", old: "one", new: "two" }],
      ["write", { path: "b.js", content: "" }],
      ["shell", { command: "npm test" }],
    ] as const) {
      const one = coderTools(sandbox).find(({ definition }) => definition.name === name);
      deeds.push((await one?.run(args, { signal }))?.deed);
    }
    expect(deeds).toEqual([
      { effect: "reads", path: null },
      { effect: "reads", path: null },
      { effect: "reads", path: "a.js" },
      { effect: "changes", path: "a.js" },
      { effect: "changes", path: "b.js" },
      { effect: "runs", line: "npm test", ending: "exited", exitStatus: 0 },
    ]);
  });

  it("tell a model which arguments were wrong", async () => {
    expect(await call(memorySandbox(), "read", { path: 7, from: 0 })).toMatchInlineSnapshot(`
"! The arguments do not fit:
- path: expected a text, but you gave 7.
- from: expected a number that is more than 0, but you gave 0.
Call again with these mended."
`);
    expect(await call(memorySandbox(), "shell", { command: "true", seconds: 9999 })).toMatchInlineSnapshot(`
"! The arguments do not fit:
- seconds: expected a number that is at most 900, but you gave 9999.
Call again with these mended."
`);
  });

  it("name ten wrong arguments at most", async () => {
    const schema = z.array(z.string());
    const parsed = parseArguments(schema, Array(30).fill(1)).catch((thrown: Error) =>
      thrown.message.split("\n"),
    );
    expect((await parsed).slice(-3)).toMatchInlineSnapshot(`
[
  "- [9]: expected a text, but you gave 1.",
  "- and 20 more",
  "Call again with these mended.",
]
`);
  });

  it("let what is not for the model end the run", async () => {
    const broken = tool({
      name: "broken",
      description: "",
      effect: "reads",
      schema: z.object({}),
      run: async () => {
        throw new SandboxError({ kind: "ended", said: null });
      },
    });
    await expect(broken.run({}, { signal })).rejects.toThrow(SandboxError);
  });
});

describe("read", () => {
  it("shows lines with their numbers", async () => {
    const sandbox = having({ "src/a.ts": "one\n\ttwo\n\nfour\n" });
    expect(await call(sandbox, "read", { path: "src/a.ts" })).toBe("1\tone\n2\t\ttwo\n3\t\n4\tfour");
    expect(await call(sandbox, "read", { path: "src/a.ts", from: 2, to: 2 })).toBe(
      "2\t\ttwo\n(2 more lines; the next is 3)",
    );
  });

  it("says what it left out, and where to go on", async () => {
    const text = await call(having({ long: numbers(1000) }), "read", { path: "long" });
    expect(text.split("\n").slice(-2)).toEqual(["400\tline 400", "(600 more lines; the next is 401)"]);
  });

  it("shows no more than a model can hold, and always something", async () => {
    const wide = await call(having({ wide: `${"x".repeat(5000)}\n`.repeat(50) }), "read", { path: "wide" });
    expect(wide.length).toBeLessThan(15_000);
    expect(wide).toContain("(4000 more characters)\n2\tx");
    expect(wide).toMatch(/\(37 more lines; the next is 14\)$/);
  });

  it("says that a range is not there, that a file is empty, missing or no text", async () => {
    const sandbox = having({
      "a.ts": "one\n",
      empty: "",
      "a.png": Uint8Array.of(0x89, 0x50, 0, 1),
      "latin.txt": Uint8Array.of(0x66, 0xfc, 0x72),
    });
    const said = [];
    for (const args of [
      { path: "a.ts", from: 2 },
      { path: "a.ts", from: 3, to: 1 },
      { path: "empty" },
      { path: "b.ts" },
      { path: "a.png" },
      { path: "latin.txt" },
    ]) {
      said.push(await call(sandbox, "read", args));
    }
    expect(said.join("\n")).toMatchInlineSnapshot(`
"! a.ts ends with line 1.
! \`to\` is before \`from\`.
empty is empty.
! Could not read b.ts: there is no such file.
! a.png is not a text file. Look at it with shell (file, xxd) if it matters.
1	für
(not UTF-8: shown as Latin-1; \`edit\` keeps the bytes of the rest)"
`);
  });

  it("does not load a file that is too large", async () => {
    const sandbox = having({ huge: new Uint8Array(2 * 1024 ** 2 + 1) });
    expect(await call(sandbox, "read", { path: "huge" })).toBe("! huge is larger than 2097152 bytes.");
  });
});

describe("list", () => {
  it("shows folders, and files with their sizes", async () => {
    const sandbox = having({ "src/a.ts": "one", "src/b/c.ts": "", "README.md": "# Read me" });
    expect(await call(sandbox, "list", {})).toBe("README.md 9\nsrc/");
    expect(await call(sandbox, "list", { path: "src" })).toBe("a.ts 3\nb/");
    expect(await call(sandbox, "list", { path: "lib" })).toBe(
      "! Could not list lib: there is no such file or folder.",
    );
    expect(await call(memorySandbox(), "list", {})).toBe(". is empty.");
  });

  it("says how many entries it left out", async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, ""]));
    const rows = (await call(having(files), "list", {})).split("\n");
    expect(rows).toHaveLength(301);
    expect(rows.at(-1)).toBe("(700 more entries; list a folder in it, or use search)");
    const oneMore = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`f${i}`, ""]));
    expect(await call(having(oneMore), "list", {})).toMatch(/\n\(1 more entry; list a folder in it/);
  });
});

describe("search", () => {
  it("shows where a pattern is", async () => {
    const sandbox = having({
      "a.ts": "const one = 1;\nconst two = 2;",
      "b/c.ts": `const long = "${"x".repeat(500)}";`,
    });
    expect(await call(sandbox, "search", { pattern: "const (one|two)" })).toBe(
      "a.ts:1:const one = 1;\na.ts:2:const two = 2;",
    );
    expect(await call(sandbox, "search", { pattern: "long", path: "b" })).toMatch(
      /^b\/c\.ts:1:const long = "x+…$/,
    );
    expect(await call(sandbox, "search", { pattern: "three" })).toBe("No match.");
  });

  it("says that there are more", async () => {
    const rows = (await call(having({ many: "x\n".repeat(500) }), "search", { pattern: "x" })).split("\n");
    expect(rows).toHaveLength(101);
    expect(rows.at(-1)).toBe("(more matches; narrow the pattern or the path)");
  });
});

describe("shell", () => {
  const ran = (result: ReturnType<NonNullable<MemoryOptions["run"]>>, args = {}) =>
    call(memorySandbox({ run: () => result }), "shell", { command: "npm test", ...args });

  it("shows output and ending", async () => {
    expect(await ran({ output: "\u001b[31m1 failed\u001b[0m\n\n", exitStatus: 1 })).toBe(
      "1 failed\nexit status 1, 0.0 s",
    );
    expect(await ran({ output: "" })).toBe("exit status 0, 0.0 s");
  });

  it("leaves it to the output to say what was cut, and says that it was killed", async () => {
    const output = "head\n[… 123 bytes cut …]\ntail";
    expect(await ran({ output, cutBytes: 123, exitStatus: 0 })).toBe(`${output}\nexit status 0, 0.0 s`);
    expect(await ran({ ending: "timed-out", exitStatus: null }, { seconds: 5 })).toMatchInlineSnapshot(
      `"The command was killed after 5 s, its time limit (at most 900 can be asked for)."`,
    );
    expect(await ran({ ending: "killed", exitStatus: null, output: "half" })).toMatchInlineSnapshot(`
"half
The command was killed from outside, perhaps for using too much memory."
`);
  });

  it("asks the sandbox for bounded time and output", async () => {
    const sandbox = memorySandbox();
    await call(sandbox, "shell", { command: "make", seconds: 30 });
    expect(sandbox.commands).toEqual([{ line: "make", timeoutMs: 30_000, outputBytes: 12_288, signal }]);
  });

  it("ends with the run's own reason when the run is stopped", async () => {
    const stop = new AbortController();
    const reason = new Error("the label was removed");
    const sandbox = memorySandbox({
      run: () => {
        stop.abort(reason);
        return { ending: "cancelled", exitStatus: null };
      },
    });
    const shell = coderTools(sandbox).find((one) => one.definition.name === "shell");
    await expect(shell?.run({ command: "sleep 100" }, { signal: stop.signal })).rejects.toBe(reason);
  });
});
