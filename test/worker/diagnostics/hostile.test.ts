// Reading any output of a container ends, throws nothing and gives a result of limited size.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  FORMATS,
  MAX_DIAGNOSTICS,
  MAX_TESTS,
  OUTPUT_BYTES,
  readOutput,
} from "../../../worker/diagnostics/index.ts";

const PIECES = [
  ..." :()[]{}<>\"'`\\/.,;-#@=|\t\r\0\u001b\u2028".split(""),
  ..."✓✕×○▶❯●━→".split(""),
  ...["1", "42", "a.ts", "a.py", "src/a.rs", "a.go", "A.java", "a.c", "::", " > ", " - ", " ... ", "    "],
  ...[
    "error",
    "warning",
    "TS1",
    "FAIL",
    "PASS",
    "PASSED",
    "FAILED",
    "ok",
    "not ok",
    "test",
    "thread '",
    "panicked at",
  ],
  ...[
    "# Subtest: x",
    "1..4",
    "TAP version 13",
    "--- FAIL: x (",
    '{"Action":"pass"',
    "<testsuite>",
    "<testcase",
    "]]>",
  ],
  ...[
    "Tests run: 1, Failures: 0, Errors: 0,",
    " in x",
    "<<< FAILURE!",
    "1/1 Test #1: a ",
    " sec",
    'File "',
    ", line ",
  ],
];

const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary" }));
const line = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
const output = fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n"));

describe.each(FORMATS.map((format) => [format.name, format] as const))("%s", (_name, format) => {
  it("reads any text without failing", () => {
    fc.assert(
      fc.property(output, (text) => {
        const reading = format.read(text.split("\n"), text);
        expect(reading.tests === null || reading.tests.length > 0).toBe(true);
        for (const { message, line: at } of reading.diagnostics) {
          expect(message.length).toBeLessThanOrEqual(500);
          expect(at === null || at > 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("an output that is made to be slow to read", () => {
  const filled = (unit: string) => unit.repeat(Math.ceil(OUTPUT_BYTES / unit.length));
  it.each([
    ...PIECES,
    "a.py::",
    " lint/x",
    "a  ",
    "FAIL a.js\n",
    "PASS a.js\n  ● x\n",
    "# Subtest: x\n",
    "ok 1 - x # TODO\n",
    "x > x PASSED\n",
    "--- FAIL: x (\n",
    "test_a (b.C)\n",
    "---- x stdout ----\n",
    "  ✓ a (1 ms)\n",
    "<testsuite><testcase name='a'>",
    "bun test v1\na.js:\n(fail) x\n",
    "/a/b.js:1\n",
    "  ✖  1:1  x\n",
    '{"reason":"compiler-message"\n',
    '[{"filePath":',
  ])("is read to its end: %j over and over", (unit) => {
    const { diagnostics, tests } = readOutput(filled(unit));
    expect(diagnostics.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS);
    expect(tests?.length ?? 0).toBeLessThanOrEqual(MAX_TESTS);
  });

  it("is read up to its cap, in tests and in diagnostics", () => {
    const tests = Array.from({ length: MAX_TESTS + 1 }, (_, i) => `ok ${i} - test ${i}`).join("\n");
    expect(readOutput(`TAP version 13\n${tests}`).tests?.length).toBe(MAX_TESTS);
    const errors = Array.from(
      { length: MAX_DIAGNOSTICS + 1 },
      (_, i) => `a.ts(${i + 1},1): error TS1: x`,
    ).join("\n");
    expect(readOutput(errors).diagnostics.length).toBe(MAX_DIAGNOSTICS);
    const late = `${" ".repeat(OUTPUT_BYTES)}\na.ts(1,1): error TS1: x`;
    expect(readOutput(late).diagnostics).toEqual([]);
  });

  it("may be nested endlessly", () => {
    const deep = Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}# Subtest: ${i}`).join("\n");
    expect(readOutput(`TAP version 13\n${deep}\nok 1 - x`).tests).toBeNull();
    expect(readOutput(`${"<testsuite>".repeat(50_000)}${"</testsuite>".repeat(50_000)}`).tests).toBeNull();
  });
});

describe("names", () => {
  it("get a number where two tests share one", () => {
    expect(readOutput("TAP version 13\nok 1 - x\nnot ok 2 - x").tests?.map((test) => test.name)).toEqual([
      "x",
      "x (2)",
    ]);
  });

  it("and messages lose their colours, and paths lose the repository's path in a sandbox", () => {
    const { diagnostics } = readOutput(
      "\u001b[31m/repo/src/a.ts\u001b[0m(1,2): error TS1: \u001b]8;;x\u0007red",
    );
    expect(diagnostics).toEqual([
      { file: "src/a.ts", line: 1, column: 2, code: "TS1", severity: "error", message: "red" },
    ]);
  });
});
