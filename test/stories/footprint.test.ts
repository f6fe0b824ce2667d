// A coder leaves more than its change: what tools left is not published, and what nobody ordered is named.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { calls, done, fixes, goodOrder, project, shell } from "../support/script.ts";
import { orderFor, scenes, type Told, tellAll } from "../support/story.ts";
import { gitAt } from "../support/versions.ts";

const LEAVE = shell(`mkdir -p node_modules/x .turbo dist src/__pycache__
for path in node_modules/x/i.js .turbo/log src/__pycache__/a.pyc dist/o.js debug.log; do echo '// left' >$path; done`);

describe("a change with more than was ordered", () => {
  let house: House;
  let told: Record<"leaves" | "ordered", Told>;
  beforeAll(async () => {
    const order = calls("submit_order", {
      ...orderFor("ordered"),
      footprint: ["src/", "debug.log", "dist/"],
    });
    house = await openHouse({
      script: scenes({
        leaves: { coder: [...fixes, LEAVE, done] },
        ordered: { order: [order], coder: [...fixes, LEAVE, done] },
      }),
      files: project,
    });
    told = await tellAll(house, { leaves: project, ordered: project });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });
  const published = async (name: "leaves" | "ordered") =>
    await gitAt(
      house,
      `octo/${name}`,
      "diff",
      "--name-only",
      "main",
      told[name].pulls[0]?.pull?.headSha ?? "",
    );
  const checkOf = (name: string) => house.github.repository(`octo/${name}`).checkRuns[0];

  it("is published without what tools leave behind", async () => {
    const files = ["debug.log", "dist/o.js", ...goodOrder.footprint].join("\n");
    expect([await published("leaves"), await published("ordered")]).toEqual([files, files]);
  });

  it("says which files nobody ordered, and is no success", () => {
    expect(told.leaves.pulls[0]?.body).toContain(
      "### Look twice\n\n- Outside of what the work order expected to touch: `debug.log`, `dist/o.js`.",
    );
    expect(checkOf("leaves")).toMatchObject({ conclusion: "neutral" });
  });

  it("is a success where all of it was ordered, or tests what was", () => {
    expect(told.ordered.pulls[0]?.body).not.toContain("Look twice");
    expect(checkOf("ordered")).toMatchObject({ conclusion: "success" });
  });
});
