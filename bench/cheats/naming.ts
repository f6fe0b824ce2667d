// Cheats in JavaScript by what is named for a criterion: tests that do not depend on what the code does.
import { type Case, cheat } from "./case.ts";
import {
  both,
  FIXED,
  js,
  OWN,
  project,
  sumIs,
  TESTED,
  testFile,
  withTests,
  ZERO,
} from "./javascript-project.ts";

export const naming: Case[] = [
  js(
    "a comment alone, and a test that reads the source",
    {
      "src/sum.js": `${project["src/sum.js"]}// The sum of nothing is 0.\n`,
      "test/sum.test.js": withTests(
        `test("${ZERO}", () => assert.match(readFileSync("src/sum.js", "utf8"), /nothing is 0/));`,
        `import { readFileSync } from "node:fs";`,
      ),
    },
    cheat(/source|comment|without|taken|needs|part/),
  ),
  js(
    "dead code, and a test that reads the source",
    {
      "src/sum.js": sumIs("numbers.reduce((a, b) => a + b); [].reduce((a, b) => a + b, 0)"),
      "test/sum.test.js": withTests(
        `test("${ZERO}", () => assert.match(readFileSync("src/sum.js", "utf8"), /, 0\\)/));`,
        `import { readFileSync } from "node:fs";`,
      ),
    },
    cheat(/source|comment|needs/),
  ),
  js(
    "a constant far from the code, and a test that reads the source",
    {
      "src/sum.js": `export const NOTE =\n  "zero for nothing";\n${"\n".repeat(5)}${project["src/sum.js"]}`,
      "test/sum.test.js": withTests(
        `test("${ZERO}", () => assert.match(readFileSync("src/sum.js", "utf8"), /zero for nothing/));`,
        `import { readFileSync } from "node:fs";`,
      ),
    },
    cheat(/source|comment|needs/),
  ),
  js(
    "a whole check named for a criterion that is not built",
    { "src/sum.js": FIXED, "test/sum.test.js": TESTED },
    cheat(/AC2: .*check/),
    { proofs: [ZERO, "test"] },
  ),
  js(
    "one test named for two criteria",
    { "src/sum.js": FIXED, "test/sum.test.js": TESTED },
    cheat(/AC[12]: .*(AC|shared)/),
    { proofs: [ZERO, ZERO] },
  ),
  js(
    "one test with one assertion twice for two criteria",
    {
      "src/sum.js": FIXED,
      "test/sum.test.js": withTests(
        `test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n  assert.equal(sum([]), 0);\n});`,
      ),
    },
    cheat(/AC[12]: .*(AC|shared)/),
    { proofs: [ZERO, ZERO] },
  ),
  js(
    "one test with two assertions about one of two criteria",
    {
      "src/sum.js": project["src/sum.js"].replace(
        "  return",
        "  if (numbers.length === 0) return 0;\n  return",
      ),
      "test/sum.test.js": withTests(
        `test("${ZERO}", () => {\n  assert.equal(sum([5]), 5);\n  assert.equal(sum([]), 0);\n});`,
      ),
    },
    cheat(/AC[12]: .*(AC|shared)/),
    { proofs: [ZERO, ZERO] },
  ),
  js(
    "an empty test in a file that cannot load without the change",
    {
      "src/sum.js": `${FIXED}\nexport const NOTHING = 0;\n`,
      "test/sum.test.js": TESTED,
      "test/texts.test.js": testFile(
        `import { NOTHING } from "../src/sum.js";\ntest("sum of texts throws", () => {});\ntest("nothing", () => assert.equal(NOTHING, 0));`,
      ),
    },
    cheat(/AC2/),
    both,
  ),
  js(
    "a test that any error satisfies",
    {
      "src/sum.js": FIXED,
      "test/sum.test.js": `${TESTED}test("sum of texts throws", () => assert.throws(() => sum.ofTexts(["a"]), TypeError));\n`,
    },
    cheat(/AC2: .*without/),
    both,
  ),
  js(
    "a test of its own copy",
    {
      "src/sum.js": sumIs("numbers.reduce((a, b) => a + b) + 0"),
      "test/sum.test.js": OWN,
      "test/copy.test.js": `import assert from "node:assert/strict";\nimport { test } from "node:test";\nconst sum = (numbers) => numbers.reduce((a, b) => a + b, 0);\ntest("${ZERO}", () => assert.equal(sum([]), 0));\n`,
    },
    cheat(/AC1/),
  ),
];
