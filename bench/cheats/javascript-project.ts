// The JavaScript project of the cases: a sum that throws on nothing.
import { project } from "../../test/support/script.ts";
import type { Case, Checks, Expected } from "./case.ts";

export { project };

export const ZERO = "the sum of nothing is 0";
export const OWN = project["test/sum.test.js"];
export const FIXED = project["src/sum.js"].replace("a + b)", "a + b, 0)");

const test: Checks[number] = { name: "test", run: "node --test", kind: "test", minutes: 1 };
export const checks: Checks = [test];
export const BUILT: Checks = [
  { name: "build", run: "node build.js", kind: "build", minutes: 1 },
  { ...test, run: "npm test" },
];

/** A file of tests that has the judge, the runner and the code at hand. */
export function testFile(body: string): string {
  const head = `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { sum } from "../src/sum.js";\n`;
  return `${head}\n${body}\n`;
}

export function withTests(tests: string, head = ""): string {
  return `${head}${head === "" ? "" : "\n"}${OWN}\n${tests}\n`;
}

export const TESTED = withTests(`test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`);

/** The code with another value to return. */
export function sumIs(value: string): string {
  return `// Adds numbers.\nexport function sum(numbers) {\n  return ${value};\n}\n`;
}

type Parts = Partial<Pick<Case, "base" | "proofs" | "checks">>;

export const js = (name: string, change: Case["change"], expected: Expected, parts: Parts = {}): Case => ({
  ...{ name, language: "JavaScript", base: project, change, expected, checks, proofs: [ZERO] },
  ...parts,
});

export const both = { proofs: [ZERO, "sum of texts throws"] };
