// What the pull request says was measured, where a coder's tests go away or never run, and where it leaves more than its change.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { done, fixes, goodOrder, project, says, shell, writes } from "../support/script.ts";
import { requestsSaying, scenes, type Told, tellAll } from "../support/story.ts";
import { gitAt } from "../support/versions.ts";

const FIX = fixes[0] ?? done;
const HEAD = `import assert from "node:assert/strict";
import { test } from "node:test";
import { sum } from "../src/sum.js";
`;
const twoTests = {
  ...project,
  "test/more.test.js": `${HEAD}
test("adds one number", () => {
  assert.equal(sum([4]), 4);
});
`,
};

const LEAVE = shell(`mkdir -p node_modules/x .turbo dist src/__pycache__
for path in node_modules/x/i.js .turbo/log src/__pycache__/a.pyc dist/o.js debug.log; do echo '// left' >$path; done`);

const script = scenes({
  "takes-away": {
    coder: [
      FIX,
      shell("rm test/more.test.js && sed -i 's/^test(/test.skip(/' test/sum.test.js"),
      writes(
        "test/zero.test.js",
        `${HEAD}\ntest("the sum of nothing is 0", () => {\n  assert.equal(sum([]), 0);\n});\n`,
      ),
      done,
      done,
    ],
  },
  "ends-first": {
    coder: (_request, turn) => [FIX, shell("sed -i '1i process.exit(0);' test/sum.test.js")][turn] ?? done,
  },
  "tools-leave": { coder: [...fixes, LEAVE, done] },
});

describe("the evidence", () => {
  let house: House;
  let told: Record<"takes-away" | "ends-first" | "tools-leave", Told>;
  beforeAll(async () => {
    house = await openHouse({ script, files: project });
    told = await tellAll(house, { "takes-away": twoTests, "ends-first": project, "tools-leave": project });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const bodyOf = (name: keyof typeof told) => told[name].pulls[0]?.body ?? "";

  it("names tests that were deleted or skipped, after the coder was told so once", () => {
    const asked = requestsSaying(house, "tests or checks ask for less than before").filter((request) =>
      says(request, "takes-away"),
    );
    const gone = "`test/more.test.js > adds one number`: passed on the base and did not run on the head.";
    expect(asked.map((request) => says(request, gone))).toEqual([true]);
    expect(told["takes-away"].outcome).toBe("opened");
    expect(bodyOf("takes-away")).toContain(`### Look twice

- \`test/more.test.js > adds one number\`: passed on the base and did not run on the head.
- \`test/sum.test.js > adds numbers\`: passed on the base and is skipped on the head.
- \`test/sum.test.js\` gained a test that is skipped, or that runs alone.
- \`test/more.test.js\` has 2 assertions fewer than before.`);
  });

  it("names tests that never ran because their file ended first", () => {
    expect(told["ends-first"].outcome).toBe("opened");
    expect(bodyOf("ends-first")).toContain(
      "- `test/sum.test.js > adds numbers`: passed on the base and did not run on the head.",
    );
  });

  it("is of a change without what tools leave behind, and says which files nobody ordered", async () => {
    const { headSha = "" } = told["tools-leave"].pulls[0]?.pull ?? {};
    const published = await gitAt(house, "octo/tools-leave", "diff", "--name-only", "main", headSha);
    expect(published.split("\n")).toEqual(["debug.log", "dist/o.js", ...goodOrder.footprint]);
    expect(bodyOf("tools-leave")).toMatch(/### Look twice\n\n- .*`debug\.log`, `dist\/o\.js`/);
    expect(house.github.repository("octo/tools-leave").checkRuns[0]).toMatchObject({ conclusion: "neutral" });
  });
});
