// The reports of real runners, each read to the tests that a person would find in it, and not read where anything is wrong.
import { describe, expect, it } from "@jest/globals";
import { minitest } from "../../../worker/toolchains/ruby/minitest.ts";
import type { Report } from "../../../worker/toolchains/runner.ts";
import { RECORDED, recorded } from "./reports/recorded.ts";

/** One line for each test: its ending, its file, its name, its first words. */
function told({ tests, fault }: Report): string {
  const lines = tests.map(({ name, status, failure, file, message }) =>
    [failure ?? status, file ?? "-", name, (message ?? "").split(/[\n;]/)[0]]
      .join(" | ")
      .replace(/ \| $/, ""),
  );
  return [...lines, ...(fault === null ? [] : [JSON.stringify(fault)])].join("\n");
}

/** Below the name of each file: what a person finds in it. */
const READINGS = new Map(
  recorded("readings.txt")
    .split(/^== /m)
    .map((section) => [section.split("\n")[0] ?? "", section.split("\n").slice(1).join("\n").trim()]),
);

describe("the report of a runner", () => {
  it.each(RECORDED)("$file is read test by test", ({ file, runner }) => {
    expect(told(runner.read(recorded(file)))).toBe(READINGS.get(file));
  });

  it.each(RECORDED)("$file proves nothing once its end is missing", ({ file, runner }) => {
    const whole = recorded(file).trimEnd();
    const cuts = [0.3, 0.6, 0.9].map((part) => whole.slice(0, Math.floor(whole.length * part)));
    const kinds = cuts.map((cut) => runner.read(cut).fault?.kind);
    expect(kinds).toEqual(cuts.map(() => "incomplete"));
  });

  it.each(RECORDED)("$file is told apart from none and from one of another format", ({ runner }) => {
    const faults = ["", " \n", "TAP version 13\nok 1 - sums to 0\n1..1\n"].map(
      (text) => runner.read(text).fault,
    );
    expect(faults).toEqual([{ kind: "missing" }, { kind: "missing" }, { kind: "not-this-format" }]);
  });
});

describe("a report to which somebody adds a test", () => {
  it.each([
    ["pytest.xml", "</testsuite>", '<testcase classname="tests.test_all" name="sums to 0"/></testsuite>'],
    [
      "maven.xml",
      "</testsuite>",
      '<testcase classname="com.example.FiveTest" name="sums to 0"/></testsuite>',
    ],
    ["ava.jsonl", '{"end"', '{"titles":["sums to 0"],"file":"","status":"passed"}\n{"end"'],
    ["node-tap.tap", "    # Subtest: adds", "    ok 1 - sums to 0\n    # Subtest: adds"],
    ["bun.xml", "</testsuite>", '<testcase name="sums to 0"/></testsuite>'],
    ["deno.xml", "</testsuite>", '<testcase name="sums to 0"/></testsuite>'],
    ["phpunit.xml", "</testsuite>", '<testcase classname="SumsTest" name="sums to 0"/></testsuite>'],
    ["ctest.xml", "</testsuite>", '<testcase name="sums to 0" status="run"/></testsuite>'],
    ["cargo-test.txt", "test tests::works ... ok", "test sums to 0 ... ok\ntest tests::works ... ok"],
    ["check.tap", "1..10", "ok 11 - a.c:Core:sums_to_0: Passed\n1..10"],
    [
      "go-test.jsonl",
      '{"Time"',
      '{"Action":"pass","Package":"example.com/shop","Test":"TestSumsToZero"}\n{"Time"',
    ],
    [
      "unittest.jsonl",
      '{"ran"',
      '{"test":"test_sums_to_0 (a.B.c)","file":null,"status":"passed","marked":null,"said":""}\n{"ran"',
    ],
    [
      "minitest.jsonl",
      '{"ran"',
      '{"test":"A#sums_to_0","file":null,"status":"passed","raised":null,"said":null}\n{"ran"',
    ],
    [
      "rspec.json",
      '"examples": [',
      '"examples": [{"id":"a","full_description":"sums to 0","status":"passed","file_path":"./a"},',
    ],
  ])("does not add up in %s", (file, before, added) => {
    const runner = RECORDED.find((each) => each.file === file)?.runner;
    expect(runner?.read(recorded(file).replace(before, added)).fault).toEqual({ kind: "incomplete" });
  });

  it("names a test that ends twice", () => {
    const end = '{"Action":"pass","Package":"p"}\n';
    const test =
      '{"Action":"run","Package":"p","Test":"TestA"}\n{"Action":"pass","Package":"p","Test":"TestA"}\n';
    const runner = RECORDED.find(({ file }) => file === "go-test.jsonl")?.runner;
    expect(runner?.read(test + test + end).fault).toEqual({ kind: "doubled", tests: ["p TestA"] });
  });
});

describe("Minitest's `it`", () => {
  const named = (...names: string[]) => {
    const rows = names.map((test) => ({ test, file: null, status: "passed", raised: null, said: null }));
    const report = [...rows, { ran: rows.length }].map((row) => JSON.stringify(row)).join("\n");
    return minitest.read(report).tests?.map(({ name }) => name);
  };

  it("is called by its title, wherever it stands in its file", () => {
    expect(named("Bool#test_0007_is true", "Sums#test_adds")).toEqual(["Bool#is true", "Sums#test_adds"]);
  });

  it("keeps apart two of one title, in whatever order they ran", () => {
    expect(named("Bool#test_0010_is true", "Bool#test_0002_is true")).toEqual([
      "Bool#is true (2)",
      "Bool#is true",
    ]);
  });
});
