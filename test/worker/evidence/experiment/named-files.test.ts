// The files of named tests, by which the runs of an experiment are kept short.
import { expect, it } from "@jest/globals";
import type { TestResult } from "../../../../src/domain/evidence.ts";
import { filesOfNamed } from "../../../../worker/evidence/experiment/named-files.ts";
import { aCheckResult } from "../../../support/builders.ts";

const passed = (name: string, file?: string): TestResult => ({
  ...{ name, status: "passed", message: null },
  ...(file === undefined ? {} : { file }),
});
const changed = new Map([
  ["a/sum_test.go", "func TestNothing(t *testing.T) {}"],
  ["a/mean_test.go", "func TestMean(t *testing.T) {}\nfunc TestBoth(t *testing.T) {}"],
  ["b/other_test.go", "func TestBoth(t *testing.T) {}"],
]);
const paths = [...changed.keys(), "src/test/java/x/FooTest.java"];
const filesOf = (test: TestResult) =>
  filesOfNamed("test", {
    provers: [{ kind: "test", check: "test", test: test.name, flaky: false }],
    head: [aCheckResult({ tests: [test] })],
    ...{ paths, changed },
  });

it("are those that the runner says, with the folders that it leaves out", () => {
  expect(filesOf(passed("sum", "a/sum_test.go"))).toEqual(["a/sum_test.go"]);
  expect(filesOf(passed("x.FooTest sum", "x/FooTest.java"))).toEqual(["src/test/java/x/FooTest.java"]);
});

it("are else the only changed file with the name of the test", () => {
  expect(filesOf(passed("example.com/sum TestNothing/of_rows"))).toEqual(["a/sum_test.go"]);
});

it("are unknown where several files have the name, or none has", () => {
  expect(filesOf(passed("example.com/sum TestBoth"))).toEqual([null]);
  expect(filesOf(passed("example.com/sum TestGone"))).toEqual([null]);
  expect(filesOf(passed("gone", "c/gone_test.go"))).toEqual([null]);
});
