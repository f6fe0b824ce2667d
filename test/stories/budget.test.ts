// Every cap of a run's budget ends it inside the cap, says which one, and keeps the work.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { KeptReport } from "../../src/ledger/ledger.ts";
import { type House, openHouse } from "../support/house.ts";
import { type Department, fixes, project, shell } from "../support/script.ts";
import { leftovers, scenes, type Told, tellAll } from "../support/story.ts";

const capped = (budget: string) => ({ ...project, ".github/issuewright.yml": `budget: { ${budget} }\n` });
/** Mends the bug, and then never comes to an end. */
const endless: Department = {
  coder: (_request, turn) =>
    (turn === 0 ? fixes[0] : undefined) ?? shell(`echo ${turn} ${"word ".repeat(500)}`),
};
const asleep: Department = {
  coder: (_request, turn) => (turn === 0 ? fixes[0] : undefined) ?? shell("sleep 600", 900),
};
const PRICE = { inputUsdPerMillion: 10, outputUsdPerMillion: 10 };
const PRICES = { "scripted-architect": PRICE, "scripted-coder": PRICE, "scripted-reviewer": PRICE };

const CAPS = { "cap-usd": "usd: 0.3", "cap-tokens": "tokens: 30000", "cap-steps": "steps: 10" };

describe("a run that would cost too much", () => {
  let house: House;
  let told: Record<keyof typeof CAPS | "cap-minutes" | "cap-of-operator", Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({
        "cap-usd": endless,
        "cap-tokens": endless,
        "cap-steps": endless,
        "cap-minutes": asleep,
        "cap-of-operator": endless,
      }),
      files: project,
      environment: { ISSUEWRIGHT_PRICES: JSON.stringify(PRICES), ISSUEWRIGHT_BUDGET_STEPS: "20" },
    });
    told = await tellAll(house, {
      "cap-usd": capped(CAPS["cap-usd"]),
      "cap-tokens": capped(CAPS["cap-tokens"]),
      "cap-steps": capped(CAPS["cap-steps"]),
      "cap-minutes": capped("minutes: 0.1"),
      // The repository asks for more than whoever pays allows.
      "cap-of-operator": capped("steps: 100"),
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it.each([
    ["cap-usd", "$0.3000", "raise `budget: { usd: … }` in the repository's rules"],
    ["cap-tokens", "30,000 tokens", "raise `budget: { tokens: … }` in the repository's rules"],
    ["cap-steps", "10 steps", "raise `budget: { steps: … }` in the repository's rules"],
    ["cap-minutes", "0.1 minutes", "raise `budget: { minutes: … }` in the repository's rules"],
    ["cap-of-operator", "20 steps", "have the operator raise `ISSUEWRIGHT_BUDGET_STEPS`"],
  ] as const)("gives up at the cap and says what to do: %s", async (name, word, raise) => {
    const { shown, ...rest } = told[name];
    expect(rest).toMatchObject({ outcome: "gave-up", labels: ["ai-blocked", "ai-ready"], pulls: [] });
    expect(shown).toContain(`**Gave up.** The run's budget of ${word} was used up before it could `);
    if (name !== "cap-minutes") expect(shown).toContain("finish the change, whose checks hold so far.");
    expect(shown).toContain(
      `**What to do:** Make the issue smaller, or ${raise}, then comment \`/ai retry\``,
    );
    expect(await leftovers(rest.runId)).toEqual([]);
  });

  it("has spent no more than the cap", async () => {
    const spent = async (name: keyof typeof CAPS) => spentBy(await house.ledger.readReport(told[name].runId));
    const [usd, tokens, steps] = await Promise.all([
      spent("cap-usd"),
      spent("cap-tokens"),
      spent("cap-steps"),
    ]);
    expect(usd.usd).toBeGreaterThan(0.1);
    expect(usd.usd).toBeLessThanOrEqual(0.3);
    expect(tokens.tokens).toBeGreaterThan(10_000);
    expect(tokens.tokens).toBeLessThanOrEqual(30_000);
    expect(steps.steps).toBeLessThanOrEqual(10);
  });

  it.each(["cap-usd", "cap-tokens", "cap-steps"] as const)("keeps the work of %s", async (name) => {
    const kept = /kept as `([^`]+)`/.exec(told[name].shown)?.[1] ?? "";
    expect(await readFile(join(house.dataDir, kept), "utf8")).toContain("(a, b) => a + b, 0)");
  });
});

function spentBy(report: KeptReport | null) {
  const roles = Object.values(report?.usage ?? {});
  const sum = (of: (role: (typeof roles)[number]) => number) =>
    roles.reduce((all, role) => all + of(role), 0);
  return {
    usd: sum((role) => role.usd ?? Number.NaN),
    tokens: sum((role) => role.inputTokens + role.outputTokens),
    steps: sum((role) => role.steps),
  };
}
