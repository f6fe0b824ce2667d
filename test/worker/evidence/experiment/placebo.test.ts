// A placebo alters what only a reader sees.
import { afterAll, expect, it } from "@jest/globals";
import { placebosOf, withOtherWords } from "../../../../worker/evidence/experiment/placebo.ts";
import { startParser } from "../../../../worker/map/parser.ts";

const CODE = `// Adds numbers.

export function sum(numbers) {
  // Starts at 0.
  // eslint-disable-next-line no-console
  const said = "// not a comment";
  /* stays */
  return numbers.reduce((a, b) => a + b, 0);
}
`;

it("has other words in its comments and another line at its end, and the same code", () => {
  expect(withOtherWords("src/sum.js", CODE, null)).toBe(
    CODE.replace("// Starts at 0.", "// Nothing here behaves otherwise.") +
      "\n// Nothing here behaves otherwise.\n",
  );
});

it("keeps what a tool reads", () => {
  const python =
    "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nx = 1  # type: ignore\n# noqa\n# type: ignore\n# Words.\n";
  expect(withOtherWords("a.py", python, null)).toBe(
    `${python.replace("# Words.", "# Nothing here behaves otherwise.")}\n# Nothing here behaves otherwise.\n`,
  );
  const go = "//go:build linux\n\npackage a\n\n//go:embed x.txt\nvar x string\n// nolint\n//nolint:all\n";
  expect(withOtherWords("a.go", go, null)).toBe(`${go}\n// Nothing here behaves otherwise.\n`);
  const c = "int a; /* one */\n";
  expect(withOtherWords("a.c", c, null)).toBe(`${c}\n/* Nothing here behaves otherwise. */\n`);
  const php = "<?php\n$a = 1;\n?>\n";
  expect(withOtherWords("a.php", php, null)).toBe(php);
});

it("is none where nobody knows how comments are written, or how lines end", () => {
  expect(["a.txt", "a.css"].map((path) => withOtherWords(path, "# x\n", null))).toEqual([null, null]);
  expect(withOtherWords("a.js", "// a\r\n", null)).toBeNull();
});

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());

/** The code of a placebo, without what every placebo ends with. */
async function placebo(path: string, content: string): Promise<string | undefined> {
  const [made] = await placebosOf([{ path, content }], parser, new AbortController().signal);
  return made?.content.replace(/\n\n(?:#|\/[/*]) [^\n]*\n$/, "\n");
}

it.each([
  [
    "a.js",
    'export function f(a) {\n  const start = 10, said = `${start}`;\n  return { start, of: [a, "zero"], start: said };\n}\n',
    'export function  f( a )  {\n  const  local0  =  0xa,  local1  =  `${local0}`;\n  return  {  start: local0,  of:  [ a,  "\\x7aero" ],  start:  local1  };\n}\n',
  ],
  [
    "a.py",
    'def f(a):\n    """Adds 1."""\n    start = 10\n    return g(a, start=start)[0] + f"{start}" + "zero"\n',
    'def  f( a ):\n    """Adds 1."""\n    local0  =  0xa\n    return  g( a,  start=local0 )[ 0x0 ]  +  f"{local0}"  +  "\\x7aero"\n',
  ],
  [
    "a.go",
    'package a\n\nimport "fmt"\n\nfunc f(a int) (string, P) {\n\tstart := 10\n\treturn fmt.Sprint("zero", start), P{a: 1}\n}\n',
    'package  a\n\nimport  "fmt"\n\nfunc  f( a  int )  ( string,  P )  {\n\tlocal0  :=  0xa\n\treturn  fmt.Sprint( "\\x7aero",  local0 ),  P{a:  0x1}\n}\n',
  ],
  [
    "a.rs",
    'fn f(a: P) -> i64 {\n    let start = 10;\n    println!("{}", 1);\n    start + a.0\n}\n',
    'fn  f( a:  P )  ->  i64  {\n    let  local0  =  0xa;\n    println!("{}", 1);\n    local0  +  a.0\n}\n',
  ],
  [
    "A.java",
    'class A {\n  String f(int a) {\n    int start = 10;\n    return this.start + start() + start + "zero";\n  }\n}\n',
    'class  A  {\n  String  f( int  a )  {\n    int  local0  =  0xa;\n    return  this.start  +  start( )  +  local0  +  "\\172ero";\n  }\n}\n',
  ],
  [
    "a.rb",
    'def f(a)\n  start = 10\n  self.start + start + a[1].size + "zero".size\nend\n',
    'def  f( a )\n  local0  =  0xa\n  self.start  +  local0  +  a[ 0x1 ].size  +  "\\x7aero".size\nend\n',
  ],
  [
    "a.php",
    '<?php\nfunction f($a) {\n  $start = 10;\n  return "$start" . $start . "zero" . \'zero\';\n}\n',
    '<?php\nfunction  f( $a )  {\n  $local0  =  0xa;\n  return  "$local0"  .  $local0  .  "\\x7aero"  .  \'zero\';\n}\n',
  ],
  [
    "a.c",
    '#define N 1\nint f(struct p a) {\n  int start = 10;\n  return a.start + start + g("zero");\n}\n',
    '#define N 1\nint  f( struct  p  a )  {\n  int  local0  =  0xa;\n  return  a.start  +  local0  +  g( "\\172ero" );\n}\n',
  ],
])("spells code otherwise so that it means the same: %s", async (path, text, expected) => {
  expect(await placebo(path, text)).toBe(expected);
});

it.each([
  ["a.js", '"use strict";\nimport a from "zero";\nconst b = require("zero");\nexport * from "zero";\n'],
  ["a.js", "function f() { { const name = 1.5; } return name; }\n"],
  ["a.js", "function f({ start }) { const of = () => {}; return start; }\nconst start = of;\n"],
  ["a.py", "def f(start):\n    class A:\n        start = 1.5\n    return locals()\n"],
  ["a.ts", 'type Way = "zero" | 1;\n'],
  ["a.rs", '#[cfg(feature = "zero")]\nfn f() { println!("{start}"); }\n'],
])("keeps the names and texts that somebody else may read: %s: %s", async (path, text) => {
  const bare = (code: string | undefined) => code?.replaceAll(/ +/g, "");
  expect(bare(await placebo(path, text))).toBe(bare(text));
});

it("leaves lines of a text that look like comments", async () => {
  const text = "const a = `\n\n  // zero\n`;\n";
  expect(await placebo("a.js", text)).toBe("const  a  =  `\n\n  // zero\n`;\n");
});
