// What stands in a comment or in a docstring asks nothing, as far as the grammar of the file says that it is one.
import { afterAll, expect, it } from "@jest/globals";
import { asks } from "../../../../worker/evidence/scrutiny/asks.ts";
import { uncommented } from "../../../../worker/evidence/scrutiny/uncommented.ts";
import { startParser } from "../../../../worker/map/parser.ts";
import { aChange } from "../../../support/builders.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());
const limits = { parser, signal: new AbortController().signal };

async function found(path: string, text: string) {
  const added = text.split("\n").map((line, at) => ({ number: at + 1, text: line }));
  const diff = Buffer.from(
    `@@ -0,0 +1,${added.length} @@\n${added.map((line) => `+${line.text}\n`).join("")}`,
  );
  const changes = [{ ...aChange({ path }), added, diff }];
  const plain = await uncommented(changes, () => text, limits);
  return asks({ changes: plain }).map(({ place, about }) => `${about} ${place.from}`);
}

it.each([
  ["a.js", "/**\n * Starts the process if the stack of the error.stack says so.\n */\nexport const a = 1;"],
  ["a.ts", "export const a = 1; // unless process.env.CI is set"],
  ["a.py", 'def f(a):\n    """Inspect the signal, and print the traceback."""\n    return a'],
  ["a.py", "a = 1  # as os.environ says"],
  ["a.rb", "a = 1 # ENV is not read\n=begin\nENV\n=end"],
  ["a.go", "package a\n\n/* os.Args are not read */\nvar a = 1\n"],
  ["a.rs", "/* env::var(name) is not read */\nfn a() -> i32 { 1 }"],
  ["A.java", "/** Not System.getenv(name). */\nclass A { int a = 1; }"],
  ["a.c", "/* getenv(name) is not called */\nint a = 1;"],
  ["a.php", "<?php\n/* getenv('A') is not called */\n$a = 1;"],
])("a comment in %s asks nothing: %s", async (path, text) => {
  expect(await found(path, text)).toEqual([]);
});

it.each([
  ["is code that looks like one", "a.js", "const a = b\n  * process.uptime();", "process 2"],
  ["stands in a text", "a.js", 'const a = "/*"; process.exit(); "*/"', "process 1", "exit 1"],
  ["is put into a text", "a.py", 'def f():\n    f"""{__import__("os").environ}"""', "runner 2"],
  ["is a text that is read", "a.py", 'def f():\n    """os.environ"""\nrun(f.__doc__)', "environment 2"],
  ["is a text that is kept", "a.py", 'a = """os.environ"""', "environment 1"],
  ["ends with an escaped sign", "A.java", "class A { /* \\u002a/ int a = System.exit(0); /* */ }", "exit 1"],
  ["is C in Go", "a.go", 'package a\n\n/*\nint a = getenv("CI");\n*/\nimport "C"', "runner 4"],
  ["cannot be parsed", "a.js", "const = /* process.exit() */ {", "process 1", "exit 1"],
])("what %s asks, in %s", async (_what, path, text, ...expected) => {
  expect(await found(path, text)).toEqual(expected);
});
