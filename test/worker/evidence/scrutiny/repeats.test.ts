// Added lines that repeat lines elsewhere: found by our own code, in bounded time, whatever the tree.
import { describe, expect, it } from "@jest/globals";
import { findRepeats, type HeadFile, MOST_FILES } from "../../../../worker/evidence/scrutiny/repeats.ts";

const BLOCK = `export function total(items) {
  let sum = 0;
  for (const item of items) {
    if (item.price === undefined) throw new Error("no price");
    sum += item.price * item.count;
  }
  return sum;
}`;
const RENAMED = BLOCK.replaceAll("items", "rows")
  .replace(/\bitem\b/g, "row")
  .replaceAll("total", "amount");
const OTHER = `export function greet(name) {
  const hour = new Date().getHours();
  if (hour < 12) return \`Good morning, \${name}\`;
  while (name.length > 3) name = name.slice(1);
  switch (hour) { case 13: return "Lunch"; }
  return "Hello";
}`;

/** A new file unless said otherwise; `from` and `to` are the lines the change added. */
function head(path: string, text: string, from = 1, to = text.split("\n").length): HeadFile {
  const added = new Set(Array.from({ length: to - from + 1 }, (_, i) => from + i));
  return { path, lines: text.split("\n"), added };
}

function tree(files: Record<string, string>) {
  return {
    paths: Object.keys(files),
    readAll: async (paths: string[]) => new Map(paths.map((path) => [path, files[path] ?? ""])),
  };
}

const found = async (changed: HeadFile[], files: Record<string, string> = {}, gone: string[] = []) =>
  (await findRepeats(changed, new Set(gone), tree(files))).map(
    ({ added, there, renamed }) =>
      `${added.path}:${added.from}-${added.to} ${renamed ? "~" : "="} ${there.path}:${there.from}-${there.to}`,
  );

describe("a repeat", () => {
  it("is found where lines were copied, whatever their spacing", async () => {
    const copy = `// A header.\n\n${BLOCK.replace(/^ {2}/gm, "\t")}\n`;
    expect(await found([head("src/a.js", copy)], { "src/b.js": `${OTHER}\n\n${BLOCK}` })).toEqual([
      "src/a.js:3-10 = src/b.js:9-16",
    ]);
  });

  it("is found where names were changed throughout, and not where they were mixed up", async () => {
    expect(await found([head("src/a.ts", RENAMED)], { "lib/b.js": BLOCK })).toEqual([
      "src/a.ts:1-8 ~ lib/b.js:1-8",
    ]);
    const mixed = RENAMED.replace("sum += row.price", "sum += rows.price");
    expect(await found([head("src/a.ts", mixed)], { "lib/b.js": BLOCK })).toEqual([]);
  });

  it("is found within the change, once", async () => {
    expect(await found([head("src/a.js", BLOCK), head("src/b.js", BLOCK)])).toEqual([
      "src/a.js:1-8 = src/b.js:1-8",
    ]);
    expect(await found([head("src/a.js", `${BLOCK}\n${RENAMED}`)])).toEqual(["src/a.js:9-16 ~ src/a.js:1-8"]);
  });

  it("is found within a file that had it, above or below", async () => {
    expect(await found([head("src/a.js", `${BLOCK}\n${BLOCK}`, 9, 16)])).toEqual([
      "src/a.js:9-16 = src/a.js:1-8",
    ]);
    expect(await found([head("src/a.js", `${BLOCK}\n${BLOCK}`, 1, 8)])).toEqual([
      "src/a.js:1-8 = src/a.js:9-16",
    ]);
  });

  it.each([
    ["code that was moved", [head("src/a.js", BLOCK)], { "src/old.js": BLOCK }, ["src/old.js"]],
    ["lines that were there before", [head("src/a.js", `${BLOCK}\nnew();`, 9, 9)], { "src/b.js": BLOCK }, []],
    ["five lines", [head("src/a.js", BLOCK.split("\n").slice(0, 5).join("\n"))], { "src/b.js": BLOCK }, []],
    ["six lines of a test", [head("test/a.test.js", BLOCK)], { "test/b.test.js": BLOCK }, []],
    ["imports and comments", ...alike(`import a from "a";\n// Words.\n`.repeat(9))],
    ["a table of values", ...alike(`  ["a", 1],\n`.repeat(20))],
    ["closing brackets", ...alike("  }\n".repeat(20))],
    ["another language", [head("src/a.js", BLOCK)], { "src/b.py": BLOCK }, []],
    ["what a tool wrote", [head("package-lock.json", BLOCK)], { "b/package-lock.json": BLOCK }, []],
    ["other people's code", [head("src/a.js", BLOCK)], { "vendor/b.js": BLOCK }, []],
  ])("is not made of %s", async (_name, changed, files, gone) => {
    expect(await found(changed, files, gone)).toEqual([]);
  });

  it("is made in tests of a whole table once, unless its values are the same", async () => {
    const table = (name: string, row: (n: number) => string) =>
      [
        ...[
          `func Test${name}(t *testing.T) {`,
          "tests := []struct {",
          "constraint string",
          "version string",
          "check bool",
        ],
        ...["}{", ...Array.from({ length: 8 }, (_, n) => row(n)), "}", "for _, tc := range tests {"],
      ].join("\n");
    const old = table("Check", (n) => `{"*", "1.${n}.3", true},`);
    const other = head(
      "b_test.go",
      table("Bound", (n) => `{"<2", "2.0.${n}-beta", true},`),
    );
    expect(await found([other], { "a_test.go": old })).toEqual([]);
    expect(await found([head("b_test.go", old)], { "a_test.go": old })).toEqual([
      "b_test.go:1-16 = a_test.go:1-16",
    ]);
  });

  it("is found in a tree of any size within its caps, the nearest files first", async () => {
    const far = Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`far/${i}.js`, OTHER]));
    const asked: string[][] = [];
    const place = tree({ ...far, "near/b.js": BLOCK });
    const readAll = (paths: string[]) => {
      asked.push(paths);
      return place.readAll(paths);
    };
    const repeats = await findRepeats([head("near/a.js", BLOCK)], new Set(), { ...place, readAll });
    expect(repeats.map(({ there }) => there.path)).toEqual(["near/b.js"]);
    expect(asked.map((paths) => paths.length)).toEqual([MOST_FILES]);
  });

  it("takes no longer for thousands of places alike, and names a few", async () => {
    const same = `${BLOCK}\n`.repeat(600);
    expect(await found([head("src/a.js", same)], { "src/b.js": same })).toHaveLength(10);
  });
});

function alike(text: string): [HeadFile[], Record<string, string>, string[]] {
  return [[head("src/a.js", text)], { "src/b.js": text }, []];
}
