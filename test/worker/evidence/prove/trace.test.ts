// Which test of the head a name means.
import { expect, it } from "@jest/globals";
import type { CheckResult } from "../../../../src/domain/evidence.ts";
import { proverOf } from "../../../../worker/evidence/prove/trace.ts";
import { aCheckResult } from "../../../support/builders.ts";

const head = (...names: string[]): CheckResult[] => [
  aCheckResult({ tests: names.map((name) => ({ name, status: "passed", message: null })) }),
];
const mocha = head(
  "test/a.js > is a number > 37 should be a number",
  "test/a.js > is a bigint > 7 should be a number",
  "test/a.js > is a bigint > 8 should be a number",
);
const meant = (by: string, results: CheckResult[]) => {
  const prover = proverOf(by, results);
  return prover?.kind === "test" ? prover.test : null;
};

it.each<[string, CheckResult[], string | null]>([
  ["7 should be a number", mocha, "test/a.js > is a bigint > 7 should be a number"],
  ["is a bigint 7 should be a number", mocha, "test/a.js > is a bigint > 7 should be a number"],
  ["is a bigint > 7 should be a number", mocha, "test/a.js > is a bigint > 7 should be a number"],
  ["test/a.js > is a bigint > 7 should be a number", mocha, "test/a.js > is a bigint > 7 should be a number"],
  ["should be a number", mocha, null],
  ["is a bigint", mocha, null],
  [
    "test_x",
    head("tests/test_a.py::test_x[1-2]", "tests/test_a.py::test_xy"),
    "tests/test_a.py::test_x[1-2]",
  ],
  [
    "TotalTest.test_adds",
    head("test_adds (tests.test_total.TotalTest.test_adds)"),
    "test_adds (tests.test_total.TotalTest.test_adds)",
  ],
  ["TestSum/of nothing", head("example.com/sum TestSum/of_nothing"), null],
  ["TestSum/of_nothing", head("example.com/sum TestSum/of_nothing"), "example.com/sum TestSum/of_nothing"],
  ["adds", head("sum > adds more"), null],
])("the name %j means a test or none", (by, results, name) => {
  expect(meant(by, results)).toBe(name);
});

it("of several tests of one title, the name means one in a test file that the change touches", () => {
  const results = head("test/format.js > rejects nothing", "test/parse.js > rejects nothing");
  const prover = proverOf("rejects nothing", results, ["test/parse.js"]);
  expect(prover).toMatchObject({ test: "test/parse.js > rejects nothing" });
  expect(meant("rejects nothing", results)).toBe("test/format.js > rejects nothing");
});
