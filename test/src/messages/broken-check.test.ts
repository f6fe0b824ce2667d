// What people and models read of a check that does not hold.
import { describe, expect, it } from "@jest/globals";
import { brokenCheck } from "../../../src/domain/broken-check.ts";
import type { Diagnostic } from "../../../src/domain/evidence.ts";
import { CHECK_BYTES, causesText } from "../../../src/messages/broken-check.ts";
import { aCheckResult } from "../../support/builders.ts";

const anError = (changes: Partial<Diagnostic> = {}): Diagnostic => ({
  file: "src/a.ts",
  line: 3,
  column: 7,
  code: "TS2322",
  severity: "error",
  message: "no number",
  ...changes,
});

describe("a failed check", () => {
  it("shows errors, then failed tests, then the end of its output", () => {
    const shown = causesText({
      diagnostics: [
        anError(),
        anError({ file: null, line: null, column: null, code: null, message: "no input" }),
      ],
      tests: [
        { name: "adds", status: "passed", message: null },
        { name: "parses", status: "failed", message: "1 == 2" },
      ],
      output: "first\nlast\n",
    });
    expect(shown).toBe(
      [
        "src/a.ts:3:7: error TS2322: no number",
        "error: no input",
        "failed test parses: 1 == 2",
        "The end of the output:",
        "first",
        "last",
      ].join("\n"),
    );
  });

  it("shows of the first three tests where they failed and what they compared, and counts the others", () => {
    const failed = (name: string, failedAt: number) => ({
      ...{ name, status: "failed" as const, message: `${name} is not 2` },
      ...{ file: "test/a.test.js", failedAt },
    });
    const tests = [failed("one", 3), failed("three", 5), failed("four", 7), failed("five", 9)];
    const { file: _, failedAt: __, ...nowhere } = failed("zero", 0);
    const shown = causesText({
      diagnostics: [
        anError({ file: "test/a.test.js", line: 3, message: "1 is not 2" }),
        anError({ file: "test/b.test.js", line: 8, column: null, code: null, message: "zero is not 2" }),
      ],
      tests: [nowhere, ...tests],
      output: "",
    });
    expect(shown).toBe(
      [
        "failed test zero (test/b.test.js:8): zero is not 2",
        "failed test one (test/a.test.js:3): one is not 2",
        "failed test three (test/a.test.js:5): three is not 2",
        "and 2 more failed tests: four, five",
      ].join("\n"),
    );
  });

  it("says how much an outcome left out of it", () => {
    const tests = Array.from({ length: 25 }, (_, i) => ({
      ...{ name: `${i}`, status: "failed" as const, message: null },
    }));
    const kept = brokenCheck(aCheckResult({ ending: "failed", tests, diagnostics: [anError()] }), "");
    expect({ ...kept, tests: kept.tests?.length }).toMatchObject({ tests: 20, more: 5 });
    expect(causesText(kept)).toMatch(
      /\nfailed test 2\nand 17 more failed tests: 3, 4, .*, 12, …\n\(5 more\)$/,
    );
  });

  it("counts what is said more than once", () => {
    const shown = causesText({ diagnostics: [anError(), anError(), anError()], tests: null, output: "" });
    expect(shown).toBe("src/a.ts:3:7: error TS2322: no number (3 times)");
  });

  it("is never longer than four kilobytes, in whole lines", () => {
    const many = Array.from({ length: 300 }, (_, i) => anError({ line: i + 1 }));
    const shown = causesText({ diagnostics: many, tests: null, output: "x".repeat(10_000) });
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(CHECK_BYTES);
    expect(shown).toMatch(/no number\n\(\d+ more\)$/);
    const long = causesText({ diagnostics: [], tests: null, output: "ä line of output\n".repeat(1000) });
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(CHECK_BYTES);
    expect(long.split("\n").slice(1)).toContain("ä line of output");
  });

  it("hides nothing a person could not see", () => {
    expect(causesText({ diagnostics: [], tests: null, output: "a\u200bb\u202ec" })).toBe(
      "The end of the output:\nabc",
    );
  });
});
