// Which test file is shown as the example of one.
import { expect, it } from "@jest/globals";
import { exampleFiles } from "../../../worker/roles/example-files.ts";

const NOBODY = new Set<string>();
const first = (paths: string[], near: string[] = [], ran: ReadonlySet<string> = NOBODY) =>
  exampleFiles(paths, { ran, near })[0];

it("is one that ran, where that is known, whatever the others are called", () => {
  const paths = ["test/fixtures/app/app.test.js", "test/a.test.js", "test/parse.js"];
  expect(first(paths, ["src/a.js"], new Set(["test/parse.js"]))).toBe("test/parse.js");
});

it.each([
  ["a fixture", "test/fixtures/project/test/sum.test.js"],
  ["a helper", "test/helpers/run-test.js"],
  ["a set-up", "spec/support/spec_helper.rb"],
  ["data", "tests/testdata/spec.py"],
  ["a file that only stands among tests", "test/run.js"],
])("is no file that may be %s, where another is", (_what, other) => {
  expect(first([other, "test/unit/z.test.js"], ["src/sum.js"])).toBe("test/unit/z.test.js");
  expect(first([other])).toBe(other);
});

it.each([
  [["src/parse-range.ts"], "test/parse-range.test.ts"],
  [["lib/wordCount.js"], "packages/text/test/word-count.test.js"],
  [["packages/text/src/other.js"], "packages/text/test/word-count.test.js"],
  [["test/b.test.ts", "src/unknown.ts"], "test/b.test.ts"],
])("is the nearest to the paths of the order: %j", (near, expected) => {
  const paths = [
    ...["test/a.test.ts", "test/b.test.ts", "test/parse-range.test.ts"],
    ...["packages/text/test/word-count.test.js", "package.json"],
  ];
  expect(first(paths, near)).toBe(expected);
});

it("is in the tree: a test that the order only plans cannot be run yet", () => {
  expect(first(["test/a.test.js"], ["test/c.test.js"])).toBe("test/a.test.js");
});
