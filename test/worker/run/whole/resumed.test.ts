// A run that is executed again goes on at the first phase that is not done: nothing is asked, measured or paid a second time.
import { describe, expect, it } from "@jest/globals";
import { Parked } from "../../../../src/domain/errors.ts";
import type { Turn } from "../../../../worker/run/ports.ts";
import {
  executed,
  failingToPublish,
  purposes,
  requestsOf,
  USD,
  undisturbed,
} from "../../../support/ports/executions.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, project } from "../../../support/script.ts";

const dies = new Error("killed");
const offers = (tool: string) => ({
  before: (() => {
    let isFirst = true;
    return (request: unknown) => {
      if (!isFirst || !JSON.stringify(request).includes(`"name":"${tool}"`)) return;
      isFirst = false;
      throw dies;
    };
  })(),
});
/** Dies when it measures a change for the first time. `heard`: what the coder was asked by each first measurement. */
function dyingAtVerify(): { world: World; heard: number[] } {
  const heard: number[] = [];
  const world = openWorld(USD);
  const { open } = world.sandboxes;
  world.ports.sandboxes = {
    ...world.sandboxes,
    open: async (options, signal) => {
      if (options.purpose === "verify" && heard.length < 2 && heard.push(world.told("coder").length) === 1)
        throw dies;
      return await open(options, signal);
    },
  };
  return { world, heard };
}

describe("a worker that dies", () => {
  it("after the spec: the order is written next", async () => {
    const world = openWorld({ ...USD, ...offers("submit_order") });
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened" });
    const { asked } = await undisturbed();
    expect(requestsOf(world)).toEqual({ ...asked, order: asked.order + 1 });
    expect(purposes(world).filter((purpose) => purpose === "baseline")).toHaveLength(1);
  });

  it("after the order: the coder begins", async () => {
    const world = openWorld({ ...USD, ...offers("done") });
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened" });
    const { asked } = await undisturbed();
    expect(requestsOf(world)).toEqual({ ...asked, build: asked.build + 1 });
  });

  it("while the coder builds: what it replied is not asked again, and is paid once", async () => {
    let asked = 0;
    const killed = (request: { model: string }) => {
      if (request.model !== "scripted-coder") return;
      asked += 1;
      if (asked === 3) throw dies;
    };
    const world = openWorld({ ...USD, before: killed });
    const { outcome, usage } = await executed(world, 2);
    const whole = await undisturbed();
    expect(outcome).toMatchObject({ kind: "opened" });
    expect(requestsOf(world)).toEqual({ ...whole.asked, build: whole.asked.build + 1 });
    expect(usage).toEqual(whole.usage);
  });

  it("after its end, before the queue knew of it: the next execution tells the same, and does and pays nothing", async () => {
    const world = openWorld(USD);
    const told = await executed(world, 1);
    const [asked, opened] = [requestsOf(world), world.sandboxes.opened.length];
    expect(await world.run({}, { runId: "run-1", retry: 1 })).toEqual(told);
    expect([requestsOf(world), world.sandboxes.opened.length]).toEqual([asked, opened]);
  });

  it("after the build: the change is measured", async () => {
    const { world, heard } = dyingAtVerify();
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened" });
    expect(heard[1]).toBe(heard[0]);
    const { asked } = await undisturbed();
    expect({ ...requestsOf(world), build: 0 }).toEqual({ ...asked, build: 0 });
  });

  it("after the evidence: the change is reviewed", async () => {
    const whole = await undisturbed();
    const world = openWorld({ ...USD, ...offers("submit_review") });
    const { outcome } = await executed(world, 2);
    expect(outcome.kind).toBe("opened");
    expect(requestsOf(world)).toEqual({ ...whole.asked, review: whole.asked.review + 1 });
    const verified = (all: string[]) => all.filter((purpose) => purpose === "verify").length;
    expect(verified(purposes(world))).toBe(verified(whole.opened));
  });

  it("while the coder mends a finding: it goes on from its change, and is told the finding", async () => {
    const finding = {
      ...{ file: "src/sum.js", line: 3, criterion: "AC1", severity: "blocking" },
      ...{ text: "the start has no name", shownBy: null },
    };
    let isKilled = false;
    const world = openWorld({
      script: aScript({
        coder: (request, turn) =>
          [...fixes, done][JSON.stringify(request).includes("no name") ? 2 : turn] ?? done,
        reviewer: (_request) => calls("submit_review", { findings: isKilled ? [] : [finding] }),
      }),
      before: (request) => {
        if (isKilled || request.model !== "scripted-coder" || !JSON.stringify(request).includes("no name"))
          return;
        isKilled = true;
        throw dies;
      },
    });
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened" });
    const again = world.told("coder").at(-1) ?? "";
    expect(again).toContain("the start has no name");
    expect(again).toContain("The change made so far for this spec is already in the working tree.");
  });

  it("after the outcome: it is told again as it was", async () => {
    const world = openWorld();
    const { append } = world.ledger;
    let isDown = true;
    world.ledger.append = async (event) => {
      if (event.kind === "ended" && isDown) {
        isDown = false;
        throw dies;
      }
      await append(event);
    };
    const { outcome } = await executed(world, 2);
    expect(outcome).toMatchObject({ kind: "opened" });
    expect([world.github.pulls.size, requestsOf(world)]).toEqual([1, (await undisturbed()).asked]);
    expect(world.sticky()).not.toContain("started again");
  });
});

describe("a run whose turn has not come", () => {
  it("is parked after its order, tells nobody of an end, and builds from that order when its turn comes", async () => {
    const asked: string[][] = [];
    const turn: Turn = async (_issue, { footprint }) => {
      asked.push(footprint);
      return asked.length < 3 ? { lookAgainMs: 60_000 } : null;
    };
    const whole = await undisturbed();
    const world = openWorld({ ...USD, ports: { turn } });
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow(new Parked(60_000));
    expect([world.told("coder"), [...world.sandboxes.alive], world.labels()]).toEqual([
      ...[[], []],
      ["ai-ready", "ai-working"],
    ]);
    const { outcome, usage } = await executed(world, 2);
    expect([outcome.kind, usage]).toEqual(["opened", whole.usage]);
    expect(asked).toEqual(new Array(3).fill(["src/sum.js", "test/sum.test.js"]));
  });
});

describe("the budget of a run", () => {
  it("binds over all its executions", async () => {
    let killed = 0;
    const world = openWorld({
      files: { ...project, ".github/issuewright.yml": "budget: { steps: 5 }\n" },
      script: aScript({ coder: [...fixes, done] }),
      before: (request) => {
        if (request.model !== "scripted-coder" || killed > 2 || request.messages.length < 4) return;
        killed += 1;
        throw dies;
      },
    });
    const { outcome, usage } = await executed(world, 4);
    expect(outcome).toMatchObject({ kind: "gave-up", reason: { kind: "out-of-budget", cap: "steps" } });
    const steps = Object.values(usage).reduce((sum, { steps: one }) => sum + one, 0);
    expect(steps).toBeLessThanOrEqual(5);
  });
});

describe("a checkpoint that does not parse", () => {
  it("is dropped, as the log says; what was spent stays spent, and no reply is paid again", async () => {
    const whole = await undisturbed();
    const world = failingToPublish(1, openWorld(USD));
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    world.checkpoints.texts.set("run-1/work", '{"version":1,"opening":{"branch":7}}');
    const { outcome, usage } = await world.run({}, { runId: "run-1", retry: 1 });
    expect(outcome).toMatchObject({ kind: "opened" });
    expect(usage).toEqual(whole.usage);
    expect(world.log.filter((line) => line.includes("dropped a checkpoint"))).toHaveLength(1);
  });

  it("is dropped where its change does not fit the commit", async () => {
    const world = failingToPublish(1, openWorld(USD));
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    const kept = JSON.parse(world.checkpoints.texts.get("run-1/work") ?? "{}");
    kept.building.diff = Buffer.from("nonsense").toString("base64");
    world.checkpoints.texts.set("run-1/work", JSON.stringify(kept));
    expect(await world.outcome({}, { runId: "run-1", retry: 1 })).toMatchObject({ kind: "opened" });
    expect(requestsOf(world)).toEqual((await undisturbed()).asked);
  });
});

describe("a run that is given up in the middle", () => {
  it("keeps its change, and says what it cost and agreed", async () => {
    const world = failingToPublish(1, openWorld(USD));
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    await world.abandon({ kind: "workers-died", times: 4 });
    const report = await world.ledger.readReport("run-1");
    expect(report).toMatchObject({ outcome: { kind: "failed", patchKept: "runs/run-1/change.patch" } });
    expect(report?.usage).toEqual((await undisturbed()).usage);
    expect(report?.spec?.version).toBe(1);
    // What was reviewed already is left to the next run of the issue, beside what goes when the queue knows of the end.
    await world.checkpoints.drop("run-1");
    expect([...world.checkpoints.texts.keys()]).toEqual([
      "left of octo/duration#1/work",
      "left of octo/duration#1/spent",
    ]);
  });
});

describe("a worker that lost its claim", () => {
  it("keeps nothing any more", async () => {
    let holds = true;
    const world = failingToPublish(1, openWorld(USD));
    await expect(world.run({}, { runId: "run-1", holds: async () => holds })).rejects.toThrow();
    const kept = new Map(world.checkpoints.texts);
    holds = false;
    await expect(world.run({}, { runId: "run-1", holds: async () => holds })).rejects.toThrow();
    expect(world.checkpoints.texts).toEqual(kept);
  });
});
