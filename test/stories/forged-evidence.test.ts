// Changes that look proven and are not: the criterion is not called proven, and the check run begins with the reason.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../local/model/script.ts";
import { type House, openHouse } from "../support/house.ts";
import { calls, done, fixes, goodSpec, project, writes } from "../support/script.ts";
import { scenes, type Told, tellAll } from "../support/story.ts";

const both = (name: string) =>
  calls("submit_spec", {
    ...goodSpec,
    goal: `For ${name}, the sum of nothing is 0.`,
    criteria: ["sum([]) is 0", "sum of texts throws a TypeError"],
  });
const HONEST = project["test/sum.test.js"];
const NOTHING = `\ntest("the sum of nothing is 0", () => {\n  assert.equal(sum([]), 0);\n});\n`;
const names = (...by: string[]) =>
  calls("done", { proofs: by.map((each, index) => ({ criterion: `AC${index + 1}`, by: each })) });
const coder = (turns: Turn[], end: Turn) => ({
  coder: (_request: unknown, turn: number) => turns[turn] ?? end,
});

const script = scenes({
  "forged-right": coder([...fixes], done),
  "forged-judge": coder(
    [
      writes(
        "src/sum.js",
        'import assert from "node:assert/strict";\nassert.equal = () => {};\nexport function sum(numbers) {\n  return numbers.length === 0 ? Number.NaN : numbers.reduce((a, b) => a + b);\n}\n',
      ),
      writes("test/sum.test.js", `${HONEST}${NOTHING}`),
    ],
    done,
  ),
  "forged-source": coder(
    [
      writes("src/sum.js", `// The sum of nothing is 0.\n${project["src/sum.js"]}`),
      writes(
        "test/sum.test.js",
        `import { readFileSync } from "node:fs";\n${HONEST}\ntest("the sum of nothing is 0", () => {\n  assert.match(readFileSync("src/sum.js", "utf8"), /nothing is 0/);\n});\n`,
      ),
    ],
    done,
  ),
  "forged-whole": {
    spec: [both("forged-whole")],
    ...coder([...fixes], names("the sum of nothing is 0", "test")),
  },
  "forged-shared": {
    spec: [both("forged-shared")],
    ...coder([...fixes], names("the sum of nothing is 0", "the sum of nothing is 0")),
  },
  "forged-empty": {
    spec: [both("forged-empty")],
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
});

describe("a change", () => {
  let house: House;
  let told: Partial<Record<string, Told>>;
  const kinds = ["right", "judge", "source", "whole", "shared", "empty"].map((kind) => `forged-${kind}`);
  beforeAll(async () => {
    house = await openHouse({ script, files: project });
    told = await tellAll(house, Object.fromEntries(kinds.map((kind) => [kind, project])));
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const checkOf = (kind: string) => {
    const run = house.github.repository(`octo/forged-${kind}`).checkRuns.at(-1);
    return { conclusion: run?.conclusion, title: run?.output.title };
  };

  it("that is right is a success", () => {
    expect(told["forged-right"]?.outcome).toBe("opened");
    expect(checkOf("right")).toEqual({ conclusion: "success", title: "1 of 1 criterion proven" });
  });

  it.each<[string, string, string]>([
    [
      "alters what tests are judged by",
      "judge",
      "a test of the harness that has to fail in ‘test’ was not reported as failed",
    ],
    [
      "only adds a comment that its test reads",
      "source",
      "AC1: ‘test/sum.test.js:11’ reads source code text",
    ],
    ["has a whole check named for a criterion", "whole", "AC2: the check ‘test’ of 2 tests was named for it"],
    ["has one test named for two criteria", "shared", "AC1: its test is also named for AC2"],
    ["has an empty test in a file that the base cannot load", "empty", "AC2: its test stays green without"],
  ])("that %s is neutral, with the reason first", (_what, kind, reason) => {
    const { conclusion, title } = checkOf(kind);
    expect({ conclusion, reason: title?.slice(0, reason.length) }).toEqual({ conclusion: "neutral", reason });
  });
});
