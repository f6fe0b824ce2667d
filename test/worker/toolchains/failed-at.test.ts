// Where a test failed: the line of its own file, as its runner tells it.
import { expect, it } from "@jest/globals";
import { lineIn } from "../../../worker/diagnostics/reported.ts";
import { readEvents } from "../../../worker/toolchains/node/runners/events.ts";
import { readJestJson } from "../../../worker/toolchains/node/runners/jest-json.ts";
import { unittest } from "../../../worker/toolchains/python/unittest.ts";
import { minitest } from "../../../worker/toolchains/ruby/minitest.ts";
import { RECORDED, recorded } from "./reports/recorded.ts";

const linesIn = (wanted: string) => {
  const runner = RECORDED.find(({ file }) => file === wanted)?.runner;
  const tests = runner?.read(recorded(wanted)).tests ?? [];
  return tests.flatMap(({ failure, failedAt }) => (failure === "assertion" ? [failedAt ?? null] : []));
};

it.each<[string, (number | null)[]]>([
  ["pytest.xml", [6, 16, 20, null, 49, 60, 64]],
  ["go-test.jsonl", [17, null, null, null, 33]],
  ["cargo-test.txt", [24, 23, null, 29, 2, 5]],
  ["maven.xml", [14, 13, 12, 20, null, null, 27]],
  ["phpunit.xml", [6, null, 14]],
  ["rspec.json", [5, null]],
])("is the line of the assertion in %s", (file, lines) => {
  expect(linesIn(file)).toEqual(lines);
});

it("is the line of the test's own file, wherever the assertion threw", () => {
  const stack =
    "AssertionError: 1 == 2\n    at equal (/repo/src/equal.js:3:9)\n    at file:///repo/a.test.js:8:10";
  const event = { titles: ["adds"], file: "/repo/a.test.js", status: "failed", message: "no", stack };
  const [test] = readEvents(`${JSON.stringify(event)}\n{"end":1}\n`).tests;
  expect([test?.file, test?.failedAt]).toEqual(["a.test.js", 8]);
  const failed = { ancestorTitles: [], title: "adds", status: "failed", failureMessages: [stack] };
  const file = { name: "/repo/a.test.js", status: "failed", assertionResults: [failed] };
  const [other] = readJestJson(
    JSON.stringify({ numTotalTests: 1, success: false, testResults: [file] }),
  ).tests;
  expect(other?.failedAt).toBe(8);
});

it("is what modules of ours write down", () => {
  const line = {
    test: "t",
    file: "/repo/test_a.py",
    status: "failed",
    marked: "failure",
    said: "no",
    at: 12,
  };
  const [test] = unittest.read(`${JSON.stringify(line)}\n{"ran":1,"ok":false}\n`).tests;
  const ruby = {
    test: "T#a",
    file: "test/a.rb",
    status: "failed",
    raised: "Minitest::Assertion",
    said: "no",
  };
  const report = `${JSON.stringify({ ...ruby, at: "/repo/test/a.rb:7:in `test_a'" })}\n{"ran":1}\n`;
  expect([test?.failedAt, minitest.read(report).tests[0]?.failedAt]).toEqual([12, 7]);
});

it("is unknown where a text names the file with no line", () => {
  expect([lineIn("a.js: no", "a.js"), lineIn("b.js:1", "a.js"), lineIn("a.js:1", null)]).toEqual([
    null,
    null,
    null,
  ]);
  expect([lineIn("a.js:1 a.js:2", "a.js"), lineIn("a.js:1 a.js:2", "a.js", "last")]).toEqual([1, 2]);
});
