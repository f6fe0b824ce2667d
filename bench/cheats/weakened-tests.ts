// Changes in JavaScript whose tests are weakened, rewritten, hang, crash or flake.
import { type Case, cheat } from "./case.ts";
import { checks, FIXED, OWN, project, sumIs, TESTED, testFile, ZERO } from "./javascript-project.ts";

const NEW = testFile(`test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`);

const ADDS = (lines: string) => testFile(`test("adds numbers", () => {\n  ${lines}\n});`);
const NOTHING = `test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});\n`;

const weak = (name: string, change: Case["change"], because: RegExp): Case => ({
  ...{ name, language: "JavaScript", base: project, checks, proofs: [ZERO] },
  ...{ change: { "src/sum.js": FIXED, "test/zero.test.js": NEW, ...change }, expected: cheat(because) },
});

export const weakenedTests: Case[] = [
  weak("plausible wrong fix", { "src/sum.js": sumIs("numbers.length") }, /failed .*adds numbers/),
  weak(
    "wrong fix, its old test made to match",
    { "src/sum.js": sumIs("0"), "test/sum.test.js": OWN.replace("6", "0") },
    /tests .*fail|rewritten|altered/,
  ),
  weak("test deleted", { "test/sum.test.js": null }, /did not run|gone|no longer|adds numbers/),
  weak("test skipped", { "test/sum.test.js": OWN.replace("test(", "test.skip(") }, /skipped/),
  weak(
    "tests skipped where a variable is set",
    { "test/sum.test.js": OWN.replace(", () =>", ", { skip: Boolean(process.env.HOME) }, () =>") },
    /skipped/,
  ),
  weak("assertions taken out", { "test/sum.test.js": OWN.replace(/.*assert\.equal.*\n/, "") }, /assertion/),
  {
    ...weak(
      "an assertion taken out beside a new test",
      { "test/sum.test.js": ADDS("assert.equal(sum([4]), 4);") + NOTHING, "test/zero.test.js": null },
      /assertion/,
    ),
    base: {
      ...project,
      "test/sum.test.js": ADDS("assert.equal(sum([4]), 4);\n  assert.equal(sum([1, 2]), 3);"),
    },
  },
  weak(
    "test that passes without the fix",
    { "test/zero.test.js": testFile(`test("${ZERO}", () => assert.equal(sum([0]), 0));`) },
    /without the change/,
  ),
  weak(
    "a test that looks at no answer",
    { "test/zero.test.js": testFile(`test("${ZERO}", () => {\n  sum([]);\n});`) },
    /AC1/,
  ),
  weak(
    "process.exit in a test",
    { "test/sum.test.js": `process.exit(0);\n${OWN}` },
    /did not run|adds numbers|exit/,
  ),
  {
    ...weak(
      "hanging test",
      { "test/zero.test.js": `${NEW}test("never ends", () => {\n  for (;;) {}\n});\n` },
      /timed-out/,
    ),
    checks: checks.map((check) => ({ ...check, minutes: 0.1 })),
  },
  weak(
    "crashing runner",
    { "test/zero.test.js": `${NEW}test("crashes", () => process.kill(process.ppid, "SIGSEGV"));\n` },
    /failed/,
  ),
  weak(
    "fix that lives in a helper of the tests",
    {
      "src/sum.js": project["src/sum.js"].replace("a + b)", "b + a)"),
      "test/helper.js": `export const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);\n`,
      "test/sum.test.js": TESTED.replace("../src/sum.js", "./helper.js"),
      "test/zero.test.js": null,
    },
    /AC1|not in what was built/,
  ),
].map((one) => {
  const change = Object.entries(one.change).filter(([path, text]) => text !== null || path in project);
  return { ...one, change: Object.fromEntries(change) };
});
