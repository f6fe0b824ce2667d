// Changes that look proven and are not: the criterion is not called proven, and the check run begins with the reason.
import { describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../../local/model/script.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import type { Machine } from "../../../support/ports/sandboxes.ts";
import { openWorld } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, goodSpec, project, shell, writes } from "../../../support/script.ts";

const two = [
  calls("submit_spec", { ...goodSpec, criteria: ["sum([]) is 0", "sum of texts throws a TypeError"] }),
];
const HONEST = project["test/sum.test.js"];
const NOTHING = `\ntest("the sum of nothing is 0", () => {\n  assert.equal(sum([]), 0);\n});\n`;
const names = (...by: string[]) =>
  calls("done", { proofs: by.map((each, index) => ({ criterion: `AC${index + 1}`, by: each })) });
const coder = (turns: Turn[], end: Turn) => ({
  coder: (_request: unknown, turn: number) => turns[turn] ?? end,
});

describe("a change", () => {
  it.each([
    [
      "only adds a comment that its test reads",
      coder(
        [
          writes("src/sum.js", `// The sum of nothing is 0.\n${project["src/sum.js"]}`),
          writes(
            "test/sum.test.js",
            `import { readFileSync } from "node:fs";\n${HONEST}\ntest("the sum of nothing is 0", () => {\n  assert.match(readFileSync("src/sum.js", "utf8"), /nothing is 0/);\n});\n`,
          ),
        ],
        done,
      ),
      "AC1: ‘test/sum.test.js:11’ reads source code text",
    ],
    [
      "has a whole check named for a criterion",
      { spec: two, ...coder([...fixes], names("the sum of nothing is 0", "test")) },
      "AC2: the check ‘test’ of 2 tests was named for it",
    ],
    [
      "has one test named for two criteria",
      { spec: two, ...coder([...fixes], names("the sum of nothing is 0", "the sum of nothing is 0")) },
      "AC1: its test is also named for AC2",
    ],
    [
      "has an empty test in a file that the base cannot load",
      {
        spec: two,
        ...coder(
          [
            writes(
              "src/sum.js",
              "export const NONE = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, NONE);\n}\n",
            ),
            writes("test/sum.test.js", `${HONEST}${NOTHING}`),
            writes(
              "test/texts.test.js",
              'import { test } from "node:test";\nimport { NONE } from "../src/sum.js";\n\ntest("the sum of texts throws", () => NONE);\n',
            ),
          ],
          names("the sum of nothing is 0", "the sum of texts throws"),
        ),
      },
      "AC2: its test stays green without",
    ],
  ])("that %s is neutral, with the reason first", async (_what, department, reason) => {
    const world = openWorld({ script: aScript(department) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const [report] = world.github.checks.values();
    expect([report?.conclusion, report?.title.slice(0, reason.length)]).toEqual(["neutral", reason]);
  });
});

describe("a test that the change deletes", () => {
  const head = project["test/sum.test.js"].split("\n\n", 1)[0];
  const more = `${head}\n\ntest("adds one number", () => {\n  assert.equal(sum([4]), 4);\n});\n`;
  const forget: Machine = (_command, files) => {
    files.delete("test/more.test.js");
    return {};
  };

  it("goes back once, and is named where the coder leaves it at that", async () => {
    const script = aScript({ coder: [...fixes, shell("forget"), done] });
    const files = { ...project, "test/more.test.js": more };
    const world = openWorld({ files, script, machine: commands({ forget }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const weakened = `- 1 test passed on the base and did not run on the head: \`test/more.test.js > adds one number\`.
- \`test/more.test.js\` lost 2 assertions that it had before.
`;
    const told = `With your change, tests or checks ask for less than before:\n${weakened}`;
    expect((world.told("coder").at(-1) ?? "").split(told)).toHaveLength(2);
    expect([...world.github.checks.values()].map(({ conclusion }) => conclusion)).toEqual(["neutral"]);
    expect(world.pull().body).toContain(`### Look twice\n\n${weakened}`);
  });
});
