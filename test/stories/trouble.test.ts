// What goes wrong on real parts, one story of each kind: it ends where a person can go on, and nothing stays behind.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { bareProject, calls, fixes, project, says, shell, undecided, writes } from "../support/script.ts";
import {
  ends,
  leftovers,
  mended,
  openRepository,
  quick,
  requestsSaying,
  scenes,
  type Told,
  tellAll,
} from "../support/story.ts";

const RULES = ".github/issuewright.yml";
const withRules = (text: string) => ({ ...project, [RULES]: text });
const BROKEN = writes("src/sum.js", "export function sum() {\n  return 7;\n}\n");

const script = scenes({
  walled: {
    coder: (_request, turn) => [BROKEN, undecided, undecided, fixes[0] ?? undecided][turn] ?? undecided,
    advice: [calls("submit_advice", { kind: "amend", instructions: "Start the reduction from 0." })],
  },
  "fills-the-disk": { coder: [shell("head -c 600M /dev/urandom > big"), ...mended] },
  "model-down": quick,
  "bad-setup": {},
  deleted: quick,
});

const repositories = {
  walled: bareProject,
  "fills-the-disk": bareProject,
  "model-down": bareProject,
  "bad-rules": withRules("checks:\n  - { name: test, run: npm test, kid: test }\nbas: main\n"),
  "no-commit": {},
  "no-image": withRules("image: no-such/image:9\n"),
  "bad-setup": withRules("setup: ['echo downloading; echo E404 left-pad is gone; exit 3']\n"),
};

describe("a run in trouble", () => {
  let house: House;
  let told: Record<keyof typeof repositories, Told>;
  beforeAll(async () => {
    house = await openHouse({ script, files: bareProject });
    const on = "GET /repos/octo/walled/commits/*/check-runs";
    house.github.faults.order({ on, fault: { kind: "status", status: 502 }, times: 4 });
    house.model.faults.add({
      fault: { kind: "server-error", retryAfter: "0" },
      times: 5,
      when: (request) =>
        request.model === "scripted-coder" &&
        says(request, "model-down") &&
        request.messages.some((message) => message.role === "tool"),
    });
    told = await tellAll(house, repositories);
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it.each(Object.keys(repositories))("leaves no container behind: %s", async (name) => {
    const story = Object.entries(told).find(([key]) => key === name)?.[1];
    expect(await leftovers(story?.runId ?? "")).toEqual([]);
  });

  it.each(["bad-rules", "no-commit", "no-image", "bad-setup"] as const)(
    "fails before any code is written: %s",
    (name) => {
      expect(told[name]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"], pulls: [] });
      expect(requestsSaying(house, name).filter(({ model }) => model !== "scripted-architect")).toEqual([]);
    },
  );

  it("shows the last lines of the log where the base cannot be set up", () => {
    expect(told["bad-setup"].shown).toContain("```\ndownloading\nE404 left-pad is gone\n```");
  });

  it("gets past a wall with the architect's advice, and makes its check run once GitHub answers", () => {
    expect(told.walled).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(
      requestsSaying(house, "amends the work order:\nStart the reduction from 0.").length,
    ).toBeGreaterThan(0);
    expect(told.walled.pulls[0]?.body).toContain("Every step of the run");
  });

  it("fails where the coder leaves its disk full", () => {
    expect(told["fills-the-disk"]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(told["fills-the-disk"].shown).toContain("large files");
  });

  it("loses no work when the model goes away", async () => {
    expect(told["model-down"]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(await keptBy(told["model-down"])).toContain("(a, b) => a + b, 0)");
  });

  it("leaves no pull request where the issue is deleted meanwhile", async () => {
    const repository = await openRepository(house, "deleted", bareProject);
    const ada = house.github.asUser("ada");
    const { number } = await ada.openIssue(repository, { title: "sum([]) throws (deleted)" });
    const address = { repository, number };
    const begun = house.until((event) => event.kind === "phase-started" && event.phase === "work order");
    const { outcome, runId } = await ends(house, address, async () => {
      await ada.label(address, "ai-ready");
      await begun;
      await ada.deleteIssue(address);
    });
    expect(outcome).toBe("cancelled");
    expect([...house.github.repository(repository).issues.values()].every(({ pull }) => pull === null)).toBe(
      true,
    );
    expect(await leftovers(runId)).toEqual([]);
  });

  async function keptBy({ shown }: Told): Promise<string> {
    const kept = /kept as `([^`]+)`/.exec(shown)?.[1] ?? "";
    return await readFile(join(house.dataDir, kept), "utf8");
  }
});
