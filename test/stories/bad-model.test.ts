// A model that is not there, not known or not allowed: the issue says which and what to do, and no work is lost.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { project, says } from "../support/script.ts";
import { ends, quick, requestsSaying, scenes, type Told, tell, tellAll } from "../support/story.ts";

const unknown = { ...project, ".github/issuewright.yml": "models: { architect: gpt-none }\n" };

/** Conversations in which the architect writes the spec. */
const toldSpec = (house: House) =>
  requestsSaying(house, "model-down").filter((request) =>
    request.tools?.some((tool) => tool.function.name === "submit_spec"),
  );

describe("a model endpoint", () => {
  let house: House;
  let told: Record<"unknown-model" | "refused-key" | "model-down", Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({ "unknown-model": {}, "refused-key": {}, "model-down": quick }),
      files: project,
    });
    const { faults } = house.model;
    faults.add({
      fault: { kind: "unauthorized" },
      times: 9,
      when: (request) => says(request, "refused-key"),
    });
    faults.add({
      fault: { kind: "server-error", retryAfter: "0" },
      times: 5,
      when: (request) =>
        request.model === "scripted-coder" &&
        says(request, "model-down") &&
        request.messages.some((message) => message.role === "tool"),
    });
    told = await tellAll(house, { "unknown-model": unknown, "refused-key": project, "model-down": project });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("that does not know the model is asked which it offers", () => {
    expect(told["unknown-model"]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(told["unknown-model"].shown).toContain(
      "the endpoint knows no such model or path (404 The model gpt-none does not exist).\n\n**What to do:** Check OPENAI_BASE_URL and `models:` in the repository's rules. The endpoint offers: scripted-architect, scripted-coder, scripted-reviewer. Then comment `/ai retry`",
    );
  });

  it("that refuses our key is asked once", () => {
    expect(told["refused-key"]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(told["refused-key"].shown).toContain(
      "the endpoint refused our key (401 Incorrect API key provided).\n\n**What to do:** Check OPENAI_API_KEY, and that it may use this model.",
    );
    expect(requestsSaying(house, "refused-key")).toHaveLength(1);
  });

  it("that goes away in the middle loses nothing, and a retry goes on from the spec", async () => {
    const before = told["model-down"];
    const kept = /kept as `([^`]+)`/.exec(before.shown)?.[1] ?? "";
    expect(await readFile(join(house.dataDir, kept), "utf8")).toContain("(a, b) => a + b, 0)");
    expect(before.outcome).toBe("failed");
    expect(before.shown).toContain("**Failed.** The coder's model scripted-coder gave no reply: ");
    expect(before.shown).toContain("attempt 5 ended with: 500 The server had an error.");
    const specsWritten = () => toldSpec(house).length;
    const written = specsWritten();
    const after = await ends(house, before.address, () =>
      house.github.asUser("ada").comment(before.address, "/ai retry"),
    );
    expect(after).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(specsWritten()).toBe(written);
  });
});

describe("a role without a model", () => {
  it("ends the run before anything is spent, whichever role it is", async () => {
    await using house = await openHouse({
      script: scenes({}),
      files: project,
      environment: { ISSUEWRIGHT_CODER_MODEL: "", ISSUEWRIGHT_REVIEWER_MODEL: "" },
    });
    const told = await tell(house, { name: "no-model", files: project });
    expect(told).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(told.shown).toBe(
      "**Failed.** The coder and reviewer cannot start: no model is chosen for them.\n\n" +
        "**What to do:** Set ISSUEWRIGHT_CODER_MODEL and ISSUEWRIGHT_REVIEWER_MODEL. The endpoint offers: scripted-architect, scripted-coder, scripted-reviewer. Then comment `/ai retry`",
    );
    expect(house.model.requests).toEqual([]);
    expect(house.log.join("")).toContain("some roles have no model");
  });
});
