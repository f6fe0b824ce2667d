// What the pull request says was measured, where a coder's tests prove little, go away, or never run.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { done, fixes, project, says, shell, writes } from "../support/script.ts";
import { requestsSaying, scenes, type Told, tellAll } from "../support/story.ts";

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
const withKnownFailure = {
  ...project,
  "test/old.test.js": `${HEAD}
test("adds up words, which nobody mended yet", () => {
  assert.equal(sum(["a", "b"]), 3);
});
`,
};

const script = scenes({
  "proves-nothing": {
    coder: (_request, turn) =>
      [
        FIX,
        writes("test/one.test.js", `${HEAD}\ntest("adds one", () => {\n  assert.equal(sum([1]), 1);\n});\n`),
      ][turn] ?? done,
  },
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
  "leaves-early": {
    coder: (_request, turn) => [FIX, shell("sed -i '1i process.exit(0);' test/sum.test.js")][turn] ?? done,
  },
  "known-failure": { coder: [...fixes, done] },
  "new-failure": {
    coder: (_request, turn) =>
      turn === 0
        ? writes(
            "test/sum.test.js",
            `${HEAD}\ntest("adds numbers", () => {\n  assert.equal(sum([1]), 2);\n});\n`,
          )
        : done,
  },
});

describe("the evidence", () => {
  let house: House;
  let told: Record<"proves-nothing" | "takes-away" | "leaves-early" | "known-failure" | "new-failure", Told>;
  beforeAll(async () => {
    house = await openHouse({ script, files: project });
    told = await tellAll(house, {
      "proves-nothing": project,
      "takes-away": twoTests,
      "leaves-early": project,
      "known-failure": withKnownFailure,
      "new-failure": project,
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const bodyOf = (name: keyof typeof told) => told[name].pulls[0]?.body ?? "";

  it("shows tests that pass without the change, after the coder was told so once", () => {
    expect(told["proves-nothing"].outcome).toBe("opened");
    const toldOnce = requestsSaying(house, "pass without your change, so they prove nothing").filter(
      (request) => says(request, "proves-nothing"),
    );
    expect(toldOnce).toHaveLength(1);
    const body = bodyOf("proves-nothing");
    expect(body).toContain(
      "Tests of the change (`test/one.test.js`): **passed on the base, passed on the head**.",
    );
    expect(body).toContain(
      "### Look twice\n\n- The tests in `test/one.test.js`, as the change leaves them, pass without the change (`test`), so they do not prove it.",
    );
    expect(body).toContain("| **AC1** sum([]) is 0 | *no test or command traced* | – |");
    expect(body).toContain("- **AC1** sum([]) is 0: no test or check was found that proves it.");
  });

  it("names tests that were deleted or skipped, after the coder was told so once", () => {
    const asked = requestsSaying(house, "tests or checks ask for less than before").filter((request) =>
      says(request, "takes-away"),
    );
    const gone = "`adds one number`: passed on the base and did not run on the head.";
    expect(asked.map((request) => says(request, gone))).toEqual([true]);
    expect(told["takes-away"].outcome).toBe("opened");
    expect(bodyOf("takes-away")).toContain(`### Look twice

- \`adds one number\`: passed on the base and did not run on the head.
- \`adds numbers\`: passed on the base and is skipped on the head.
- \`test/sum.test.js\` gained a test that is skipped, or that alone is run.
- \`test/more.test.js\` has 2 assertions fewer than before.`);
  });

  it("names tests that never ran because their file ended first", () => {
    expect(told["leaves-early"].outcome).toBe("opened");
    expect(bodyOf("leaves-early")).toContain(
      "- `adds numbers`: passed on the base and did not run on the head.",
    );
  });

  it("shows what failed before by name, and counts it neither for nor against the change", () => {
    expect(told["known-failure"].outcome).toBe("opened");
    const body = bodyOf("known-failure");
    expect(body).toContain("<summary>1 test already failing on the base, not counted</summary>");
    expect(body).toContain("- `adds up words, which nobody mended yet`");
    expect(body).toContain(
      "Tests of the change (`test/sum.test.js`): red on the base by an exception (`Reduce of empty array with no initial value`), green on the head. Turned green: `the sum of nothing is 0`.",
    );
    expect(body).toContain(
      "The base's own tests pass against the new code, apart from those that failed before.",
    );
    expect(requestsSaying(house, "Tests already failing before any change").length).toBeGreaterThan(0);
  });

  it("opens nothing where a test that passed fails now", () => {
    expect(told["new-failure"]).toMatchObject({ outcome: "gave-up", pulls: [] });
    expect(told["new-failure"].shown).toContain("failed test adds numbers");
  });
});
