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

  it("says how much an outcome left out of it", () => {
    const tests = Array.from({ length: 25 }, (_, i) => ({
      ...{ name: `${i}`, status: "failed" as const, message: null },
    }));
    const kept = brokenCheck(aCheckResult({ ending: "failed", tests, diagnostics: [anError()] }), "");
    expect({ ...kept, tests: kept.tests?.length }).toMatchObject({ tests: 20, more: 5 });
    expect(causesText(kept)).toMatch(/\nfailed test 19\n\(5 more\)$/);
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
