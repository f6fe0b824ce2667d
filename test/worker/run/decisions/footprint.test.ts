// Which changed files nobody ordered.
import { describe, expect, it } from "@jest/globals";
import { NOTHING_BEGUN, outside, strayFiles } from "../../../../worker/run/decisions/footprint.ts";
import { isNamedByFolder, isTestPath, languageOf } from "../../../../worker/toolchains/paths.ts";
import { aChange, aPatch } from "../../../support/builders.ts";
import { goodOrder } from "../../../support/script.ts";

const naming = { isNamedByFolder, isTestPath, languageOf };
const ordered = (footprint: string[], tests: string[] = []) => ({ ...goodOrder, footprint, tests });
const strays = (footprint: string[], paths: string[], amendments: string[] = [], tests: string[] = []) =>
  outside({ order: ordered(footprint, tests), amendments, naming }, paths);

describe("the footprint of an order", () => {
  it.each([
    ["a file", ["src/sum.js"], ["src/sum.js", "src/sum.json"], ["src/sum.json"]],
    ["a folder", ["src/"], ["src/a/b.js", "srcs/a.js"], ["srcs/a.js"]],
    ["a folder without its slash", ["src"], ["src/a/b.js", "src.js"], ["src.js"]],
    ["the repository", ["."], ["debug.log", "dist/o.js"], []],
    ["a pattern, which stands for its folder", ["src/*.js"], ["src/a.js", "a.js"], ["a.js"]],
    [
      "a file with brackets in its name",
      ["app/[id]/page.tsx"],
      ["app/[id]/page.tsx", "app/i/page.tsx"],
      ["app/i/page.tsx"],
    ],
    ["a path from here", ["./src/sum.js"], ["src/sum.js"], []],
  ])("may name %s", (_name, footprint, paths, left) => {
    expect(strays(footprint, paths)).toEqual(left);
  });

  it.each([
    [["src/sum.js"], "test/sum.test.js"],
    [["src/sum.ts"], "src/__tests__/sum.test.tsx"],
    [["src/sum.ts"], "src/__tests__/__snapshots__/sum.test.ts.snap"],
    [["src/sum.js"], "test/sum-of-nothing.test.js"],
    [["slug/core.py"], "tests/test_core.py"],
    [["slug/__init__.py"], "tests/test_slug.py"],
    [["slug/core.py"], "slug/tests.py"],
    [["pkg/range.go"], "pkg/range_internal_test.go"],
    [["src/main/java/org/Range.java"], "src/test/java/org/RangeTest.java"],
    [["src/"], "test/sum.test.js"],
  ])("of %j has the tests of what is changed there: %s", (footprint, test) => {
    expect(
      strays(
        footprint,
        ["src/sum.js", test].filter((path) => path === test || footprint[0] === "src/"),
      ),
    ).toEqual([]);
  });

  it.each(["test/other.test.js", "tests/sum.log", "test/sum.json", "test/checksum.test.js"])(
    "of src/sum.js has not %s",
    (path) => expect(strays(["src/sum.js"], [path])).toEqual([path]),
  );

  it("has the tests that the order names, and what an amendment names", () => {
    expect(strays(["src/sum.js"], ["spec/all.js"], [], ["spec/all.js: the sum of nothing"])).toEqual([]);
    expect(strays(["src/sum.js"], ["lib/add.js", "lib/add.json"], ["Change `lib/add.js`, too."])).toEqual([
      "lib/add.json",
    ]);
  });
});

describe("files outside of the footprint", () => {
  it("are one remark", () => {
    const named = (count: number) =>
      strayFiles(
        { order: ordered(["src/"]), amendments: [], naming },
        aPatch(...Array.from({ length: count }, (_, i) => aChange({ path: `junk/${i}` }))),
        NOTHING_BEGUN,
      );
    expect(named(0)).toEqual([]);
    expect(named(2)).toEqual([{ kind: "stray-files", paths: ["junk/0", "junk/1"] }]);
  });

  it("are not named where the run began with them as they are", () => {
    const order = { order: ordered(["src/"]), amendments: [], naming };
    const patch = (text: string) => aPatch(aChange({ path: "junk", diff: Buffer.from(text) }));
    expect(strayFiles(order, patch("b"), patch("b"))).toEqual([]);
    expect(strayFiles(order, patch("c"), patch("b"))).toHaveLength(1);
  });
});
