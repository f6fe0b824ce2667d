// Every cap of a run's budget ends it inside the cap, and keeps the work.
import { describe, expect, it } from "@jest/globals";
import { addUsage, NO_USAGE } from "../../../../src/domain/budget.ts";
import type { News } from "../../../../src/domain/news.ts";
import { aJob } from "../../../support/builders.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type WorldOptions } from "../../../support/ports/world.ts";
import { aScript, fixes, project, shell } from "../../../support/script.ts";

const capped = (budget: string) => ({ ...project, ".github/issuewright.yml": `budget: { ${budget} }\n` });
const DEFAULT = { usd: 5, tokens: 4_000_000, steps: 150, minutes: 45 };

/** Mends the bug, and then never comes to an end. */
const endless = aScript({
  coder: (_request, turn) =>
    (turn === 0 ? fixes[0] : undefined) ?? shell(`echo ${turn} ${"word ".repeat(500)}`),
});
const machine = commands({ echo: ({ line }) => ({ output: `${line}\n` }) });

type Case = WorldOptions & { cap: string; allowed: number; raisedIn?: string; task?: string };
const CAPS: Record<string, Case> = {
  usd: { files: capped("usd: 0.3"), usdPerToken: 1e-5, cap: "usd", allowed: 0.3 },
  tokens: { files: capped("tokens: 30000"), cap: "tokens", allowed: 30_000 },
  steps: { files: capped("steps: 10"), cap: "steps", allowed: 10 },
  "steps, of which the operator allows fewer": {
    ...{ files: capped("steps: 100"), settings: { budget: { ...DEFAULT, steps: 9 } } },
    ...{ cap: "steps", allowed: 9, raisedIn: "environment" },
  },
};

describe("a run that would cost too much", () => {
  it.each(Object.entries(CAPS))(
    "gives up at the cap, with its work measured and kept: %s",
    async (_, { cap, allowed, raisedIn = "rules", ...options }) => {
      const world = openWorld({ script: endless, machine, ...options });
      const { outcome, usage } = await world.run();
      expect(outcome).toEqual({
        ...{
          kind: "gave-up",
          reason: { kind: "out-of-budget", task: "finish-change", cap, allowed, raisedIn },
        },
        ...{ broken: [], patchKept: "runs/run-1/change.patch" },
      });
      expect(world.keep.files.get("runs/run-1/change.patch")).toContain("(a, b) => a + b, 0)");
      expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
      const { inputTokens, outputTokens, steps, usd } = Object.values(usage).reduce(addUsage, NO_USAGE);
      const spent: Record<string, number> = { usd: usd ?? 0, tokens: inputTokens + outputTokens, steps };
      expect(spent[cap]).toBeLessThanOrEqual(allowed);
      expect(spent[cap]).toBeGreaterThan(allowed / 3);
    },
  );

  it("has everybody told once, at four fifths of the first cap that comes so far", async () => {
    const world = openWorld({ script: endless, machine, files: capped("steps: 20") });
    const told: News[] = [];
    const announce = async (news: News) => void told.push(news);
    world.ports.announcers.push({ name: "another", tellsEach: true, announce });
    await world.run();
    const { asker } = aJob();
    const issue = { repository: { owner: "octo", name: "duration" }, number: 1 };
    expect(told).toEqual([
      { kind: "budget-low", runId: "run-1", issue, asker, cap: "steps", share: 0.8 },
      expect.objectContaining({ kind: "ran" }),
    ]);
  });

  it("gives up when its minutes are over, whatever it waits for", async () => {
    const world = openWorld({
      script: aScript({
        coder: (_request, turn) => (turn === 0 ? fixes[0] : undefined) ?? shell("sleep 600", 900),
      }),
      files: capped("minutes: 3"),
      machine: commands({
        sleep: async ({ signal }) => {
          world.clock.advance(3 * 60_000);
          return { exitStatus: null, ending: signal?.aborted ? "cancelled" : "timed-out" };
        },
      }),
    });
    expect(await world.outcome()).toMatchObject({
      kind: "gave-up",
      reason: { kind: "out-of-budget", cap: "minutes", allowed: 3, raisedIn: "rules" },
      patchKept: "runs/run-1/change.patch",
    });
    expect([...world.sandboxes.alive]).toEqual([]);
  });

  it("asks the architect where most is gone and the checks have not held yet", async () => {
    const coder = (_request: unknown, turn: number) =>
      turn === 0 ? shell("echo broken > src/sum.js") : shell(`echo ${turn}`);
    const world = openWorld({
      ...{ files: capped("steps: 20"), script: aScript({ coder }) },
      machine: commands({
        "echo broken": (_command, files) => {
          files.set("src/sum.js", "broken\n");
          return {};
        },
        echo: ({ line }) => ({ output: `${line} ${"x".repeat(Number(line.slice(5)))}\n` }),
      }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "gave-up", reason: { kind: "architect-stops" } });
    expect(world.told("architect").at(-1)).toContain("% of its step budget without passing the checks");
  });
});
