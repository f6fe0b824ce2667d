// The kind of a failure: an assertion, an exception, or something missing.
import { describe, expect, it } from "@jest/globals";
import { failureKind } from "../../../worker/diagnostics/failure.ts";
import { readOutput } from "../../../worker/diagnostics/index.ts";

const WORDS: [string, ReturnType<typeof failureKind>][] = [
  ["AssertionError [ERR_ASSERTION]: 1 == 2", "assertion"],
  ["expect(received).toBe(expected)", "assertion"],
  ["assert 1 == 2", "assertion"],
  ["Failed: DID NOT RAISE <class 'ValueError'>", "assertion"],
  ["assertion `left == right` failed", "assertion"],
  ["trim_test: test/trim_test.c:9: main: Assertion `a == b' failed.", "assertion"],
  ["org.opentest4j.AssertionFailedError: expected: <1> but was: <2>", "assertion"],
  ["AssertionError: expected f to throw, not TypeError: f is not a function", "assertion"],
  ["ImportError: cannot import name 'median' from 'statistics'", "missing"],
  ["SyntaxError: The requested module './a.js' does not provide an export named 'b'", "missing"],
  ["TypeError: list.median is not a function", "missing"],
  ["AttributeError: module 'wrap' has no attribute 'unwrap'", "missing"],
  ["error[E0425]: cannot find function `median`; assert_eq!(median(), 1)", "missing"],
  ["test/trim_test.c:4:5: error: implicit declaration of function 'trim_left'", "missing"],
  ["./slug_test.go:12:5: undefined: Slugg\nFAIL\texample.com/slug [build failed]", "missing"],
  ["[ERROR] COMPILATION ERROR :", "missing"],
  ["TypeError: Reduce of empty array with no initial value", "exception"],
  ["Error: boom", "exception"],
  ["called `Option::unwrap()` on a `None` value", null],
  ["the end", null],
  ["", null],
];

describe("the words of a failure", () => {
  it.each(WORDS)("%s", (words, kind) => {
    expect(failureKind(words)).toBe(kind);
  });
});

const kinds = (output: string) =>
  (readOutput(output).tests ?? []).map(({ name, failure = "unknown" }) => `${name}: ${failure}`);

describe("a runner's own words", () => {
  it("distinguish a file of node:test that does not load from one that exits by itself", () => {
    const point = (file: string) =>
      `# Subtest: ${file}\nnot ok 1 - ${file}\n  ---\n  exitCode: 1\n  error: 'test failed'\n  code: 'ERR_TEST_FAILURE'\n  ...`;
    const output = [
      "TAP version 13",
      "# SyntaxError: The requested module '../a.js' does not provide an export named 'b'",
      "# Node.js v24.0.0",
      point("test/a.test.js"),
      point("test/b.test.js"),
      "1..2",
    ];
    expect(kinds(output.join("\n"))).toEqual(["test/a.test.js: missing", "test/b.test.js: unknown"]);
  });

  it("distinguish an error, a failure and a failed import of unittest", () => {
    const told = (word: string, name: string, error: string) =>
      `${"=".repeat(70)}\n${word}: ${name}\n${"-".repeat(70)}\nTraceback (most recent call last):\n${error}\n`;
    const output = [
      told("FAIL", "test_a (tests.test_a.A.test_a)", "MyOwnFailure: no"),
      told("ERROR", "test_b (tests.test_a.A.test_b)", "KeyError: 'b'"),
      told("ERROR", "tests.test_c (unittest.loader._FailedTest.tests.test_c)", "ImportError: no c"),
    ];
    expect(kinds(output.join(""))).toEqual([
      "test_a (tests.test_a.A.test_a): assertion",
      "test_b (tests.test_a.A.test_b): exception",
      "tests.test_c (unittest.loader._FailedTest.tests.test_c): missing",
    ]);
  });

  it("show a file that pytest cannot collect, and the reason of a failure that its short summary leaves out", () => {
    const output = `tests/test_a.py::A::test_a FAILED
______ A.test_a ______
>       assert 1 == 2
E       assert 1 == 2

tests/test_a.py:3: AssertionError
===== short test summary info =====
FAILED tests/test_a.py::A::test_a
ERROR tests/test_b.py
`;
    expect(kinds(output)).toEqual(["tests/test_a.py::A::test_a: assertion", "tests/test_b.py: missing"]);
  });

  it("distinguish a panic in Go from a failed test", () => {
    const output = `--- FAIL: TestSays (0.00s)
    a_test.go:3: got 1
--- FAIL: TestPanics (0.00s)
panic: runtime error: index out of range [recovered]
`;
    expect(kinds(output)).toEqual(["TestSays: assertion", "TestPanics: exception"]);
  });

  it("distinguish a panic in Rust from an assertion", () => {
    const told = (name: string, said: string) =>
      `---- ${name} stdout ----\n\nthread '${name}' (1) panicked at src/lib.rs:2:9:\n${said}\n`;
    const output = [
      "test a ... FAILED\ntest b ... FAILED\n",
      told("a", "assertion `left == right` failed"),
      told("b", "called `Option::unwrap()` on a `None` value"),
    ];
    expect(kinds(output.join("\n"))).toEqual(["a: assertion", "b: exception"]);
  });

  it("distinguish two failures of the same name by their order", () => {
    const output = `▶ one
  ✖ same (1ms)
✖ one (2ms)
▶ two
  ✖ same (1ms)
✖ two (2ms)

✖ failing tests:

✖ same (1ms)
  AssertionError [ERR_ASSERTION]: 1 == 2

✖ same (1ms)
  TypeError: no
`;
    expect(kinds(output)).toEqual(["one > same: assertion", "two > same: exception"]);
  });
});
