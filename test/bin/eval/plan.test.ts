// What an evaluation is to do, and what is refused because its numbers would say nothing.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { planOf } from "../../../bin/eval/plan.ts";
import { plot } from "../../../bin/eval/plot.ts";
import { type EngineConfig, readEngineConfig } from "../../../worker/config.ts";
import { saveEvaluation } from "../../../worker/eval/store.ts";
import { anEvaluation, aResult } from "../../support/eval-results.ts";
import { temporaryFolder } from "../../support/git.ts";

const models = { architect: "large", coder: "small", reviewer: "large" };

function engineWith(coder: string): EngineConfig {
  const reading = readEngineConfig({
    OPENAI_API_KEY: "sk-1",
    ISSUEWRIGHT_ARCHITECT_MODEL: models.architect,
    ISSUEWRIGHT_CODER_MODEL: coder,
    ISSUEWRIGHT_REVIEWER_MODEL: models.reviewer,
  });
  if (reading.kind === "invalid") throw new Error(reading.complaints.join("\n"));
  return reading.config;
}

describe("the plan of an evaluation", () => {
  const folder = temporaryFolder();
  const [cases, out] = [join(folder.path, "cases"), join(folder.path, "out")];
  const kept = aResult("a", "resolved");
  beforeAll(async () => {
    for (const name of ["a", "b"]) mkdirSync(join(cases, name), { recursive: true });
    await saveEvaluation(out, anEvaluation("first", [kept, aResult("gone", "resolved")]), plot);
  });
  afterAll(() => folder[Symbol.dispose]());
  const typed = { cases, out, again: false, architect: "on" as const };
  const planned = (more: Partial<Parameters<typeof planOf>[0]> = {}, coder = models.coder) =>
    planOf({ ...typed, ...more }, { engine: engineWith(coder), concurrency: 2 });

  it("keeps the label and the results of cases that are still there", async () => {
    expect(await planned({ parallel: "7" })).toMatchObject({
      names: ["a", "b"],
      configuration: { label: "first", architect: "on", models },
      before: [kept],
      parallel: 7,
    });
  });

  it("runs the named cases alone, once each, and as many at once as a worker would", async () => {
    expect(await planned({ only: ["b", "b"] })).toMatchObject({ names: ["b"], before: [kept], parallel: 2 });
  });

  it("begins from nothing where everything is run again, with whatever configuration", async () => {
    const plan = await planned({ again: true, label: "anew" }, "other");
    expect(plan).toMatchObject({ before: [], configuration: { label: "anew", models: { coder: "other" } } });
  });

  it("refuses to mix two configurations, also where a part is run again", async () => {
    const refused = (...different: string[]) => ({
      refused: { kind: "other-configuration", out, different },
    });
    await expect(planned({}, "other")).rejects.toMatchObject(refused("models"));
    await expect(planned({ architect: "off" })).rejects.toMatchObject(refused("architect"));
    const part = planned({ again: true, only: ["a"] }, "other");
    await expect(part).rejects.toMatchObject(refused("models"));
  });

  it("says which cases there are where one is not", async () => {
    await expect(planned({ only: ["c"] })).rejects.toMatchObject({
      refused: { kind: "unknown-case", name: "c", known: ["a", "b"] },
    });
  });
});
