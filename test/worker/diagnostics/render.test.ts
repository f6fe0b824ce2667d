// What a model reads of a failed check.
import { describe, expect, it } from "@jest/globals";
import type { Diagnostic } from "../../../src/domain/evidence.ts";
import { RENDERED_BYTES, render } from "../../../worker/diagnostics/render.ts";

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
    const shown = render({
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

  it("counts what is said more than once", () => {
    const shown = render({ diagnostics: [anError(), anError(), anError()], tests: null, output: "" });
    expect(shown).toBe("src/a.ts:3:7: error TS2322: no number (3 times)");
  });

  it("is never longer than four kilobytes, in whole lines", () => {
    const many = Array.from({ length: 300 }, (_, i) => anError({ line: i + 1 }));
    const shown = render({ diagnostics: many, tests: null, output: "x".repeat(10_000) });
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(RENDERED_BYTES);
    expect(shown).toMatch(/no number\n\(\d+ more\)$/);
    const long = render({ diagnostics: [], tests: null, output: "ä line of output\n".repeat(1000) });
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(RENDERED_BYTES);
    expect(long.split("\n").slice(1)).toContain("ä line of output");
  });

  it("hides nothing a person could not see", () => {
    expect(render({ diagnostics: [], tests: null, output: "a\u200bb\u202ec" })).toBe(
      "The end of the output:\nabc",
    );
  });

  it("leaves out reports for machines, which were read", () => {
    const output = "BUILD FAILURE\n<testsuite>\n<testcase/>\n</testsuite>\n<testsuite></testsuite>\nbye";
    expect(render({ diagnostics: [], tests: null, output })).toBe(
      "The end of the output:\nBUILD FAILURE\n\nbye",
    );
    expect(render({ diagnostics: [], tests: null, output: "a </testsuite> <testsuite>" })).toContain("a <");
    // Of a long output only the end is kept, and that may begin in the middle of a report.
    const cut = "name: x\n</testcase>\n<testcase/>\n</testsuite>\nBUILD FAILURE";
    expect(render({ diagnostics: [], tests: null, output: cut })).toBe(
      "The end of the output:\nBUILD FAILURE",
    );
  });
});
