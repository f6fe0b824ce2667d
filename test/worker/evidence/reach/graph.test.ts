// What files bring from each other, however each language writes it.
import { afterAll, describe, expect, it } from "@jest/globals";
import { sourceOf } from "../../../../worker/evidence/reach/graph.ts";
import { startParser } from "../../../../worker/map/parser.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());
const signal = new AbortController().signal;

async function brought(path: string, text: string, ...paths: string[]) {
  const source = await sourceOf(path, text, { paths, parser, signal });
  return source?.brings.filter(({ to }) => to.length > 0).map(({ to, names }) => [...to, ...names].join(" "));
}

describe("what a file brings", () => {
  it.each<[string, string, string[], string[]]>([
    ["test/a.js", 'import d, { e as f } from "../src/b.js";', ["src/b.js"], ["src/b.js d f"]],
    ["test/a.ts", 'import * as b from "../src/b.js";', ["src/b.ts"], ["src/b.ts b"]],
    ["a.js", 'const { test: t, u } = require("./b");', ["b.js"], ["b.js t u"]],
    ["a.js", "const b = await import(`./b.js`);", ["b.js"], ["b.js b"]],
    ["a.js", 'export * from "./lib";', ["lib/index.js"], ["lib/index.js"]],
    ["a.ts", 'import { b } from "@/deep/b";', ["src/deep/b.ts"], ["src/deep/b.ts b"]],
    ["a.js", 'await import("./" + name); import "fs";', ["b.js"], []],
    ["tests/a.py", "import total as t", ["src/total.py"], ["src/total.py t"]],
    ["pkg/a.py", "from .b import c as d", ["pkg/b.py"], ["pkg/b.py d"]],
    ["pkg/a.py", "from . import b", ["pkg/b.py"], ["pkg/b.py b"]],
    ["a.py", 'b = importlib.import_module("pkg.b")', ["pkg/b.py"], ["pkg/b.py"]],
    ["a.go", 'package a\nimport c "example.com/m/in/b"', ["in/b/b.go", "in/b/x/y.go"], ["in/b/b.go c"]],
    ["src/lib.rs", "mod b;\nuse crate::b::{c, d};", ["src/b.rs"], ["src/b.rs b", "src/b.rs b"]],
    ["A.java", "import static p.q.B.c;", ["src/main/java/p/q/B.java"], ["src/main/java/p/q/B.java c"]],
    ["test/a.rb", 'require_relative "../lib/b"', ["lib/b.rb"], ["lib/b.rb"]],
    ["test/a.php", "<?php\nuse App\\Deep\\B as C;", ["src/Deep/B.php"], ["src/Deep/B.php C"]],
    ["test/a.php", '<?php\nrequire __DIR__ . "/b.php";', ["test/b.php"], ["test/b.php"]],
    ["test/a.c", '#include "b.h"', ["src/b.h"], ["src/b.h"]],
  ])("in %s: %s", async (path, text, paths, expected) => {
    expect(await brought(path, text, ...paths)).toEqual(expected);
  });
});
