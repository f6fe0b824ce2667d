// A run is stopped from outside, in each of its phases: what it shows, what it keeps, and what it leaves alone.
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import type { ChatRequest } from "../../../../local/model/script.ts";
import type { StopOrder } from "../../../../src/queue/queue.ts";
import { openWorld, stoppable, type WorldOptions } from "../../../support/ports/world.ts";
import { aScript, done, fixes, shell } from "../../../support/script.ts";

const CANCELLED = {
  kind: "cancelled",
  by: { kind: "person", login: "ada" },
  because: { kind: "command" },
} as const;
const FIX = "+  return numbers.reduce((a, b) => a + b, 0);";

/** Acts at the first request of the conversation that these words are in. */
const at = (words: string, act: () => void | Promise<void>) => ({
  before: async (request: ChatRequest) => {
    if (JSON.stringify(request).includes(words)) await act();
  },
});
const REQUESTS = {
  spec: '"name":"submit_spec"',
  "work order": '"name":"submit_order"',
  build: '"name":"done"',
  review: '"name":"submit_review"',
};

function stoppedAt(phase: keyof typeof REQUESTS, order: StopOrder, options: WorldOptions = {}) {
  const { claim, stop } = stoppable();
  const world = openWorld({ ...at(REQUESTS[phase], () => stop(order)), ...options });
  return { world, run: () => world.run({}, claim) };
}

/** Stops the run while a command of the coder's runs, after its first change. */
function stoppedAtWork(order: StopOrder) {
  const { claim, stop } = stoppable();
  const script = aScript({ coder: [...fixes.slice(0, 1), shell("sleep 600"), done] });
  const machine: WorldOptions["machine"] = async ({ line, signal }) => {
    if (!line.startsWith("sleep")) return {};
    stop(order);
    return { exitStatus: null, ending: signal?.aborted ? "cancelled" : "exited" };
  };
  const world = openWorld({ script, machine });
  return { world, run: () => world.run({}, claim) };
}

describe("a run that is cancelled", () => {
  it.each(["spec", "work order", "build", "review"] as const)(
    "ends as cancelled, with nothing published and no sandbox left: in the phase %s",
    async (phase) => {
      const { world, run } = stoppedAt(phase, CANCELLED);
      expect((await run()).outcome).toEqual(CANCELLED);
      expect(world.shown()).toContain("**Stopped** by `ada`");
      expect(world.labels()).toEqual(["ai-ready"]);
      expect([...world.github.pulls.values()]).toEqual([]);
      expect([...world.sandboxes.alive]).toEqual([]);
      expect(world.ledger.all.at(-1)).toMatchObject({ kind: "ended", outcome: { kind: "cancelled" } });
    },
  );

  it("ends as cancelled before it began anything", async () => {
    const { claim, stop } = stoppable();
    stop(CANCELLED);
    const world = openWorld();
    expect(await world.outcome({}, claim)).toEqual(CANCELLED);
    expect([world.models.requests, world.sandboxes.opened]).toEqual([[], []]);
  });

  it("keeps the change that its coder had made", async () => {
    const { world, run } = stoppedAtWork(CANCELLED);
    const { runId, outcome } = await run();
    expect(outcome).toEqual(CANCELLED);
    expect(world.keep.files.get(`runs/${runId}/change.patch`)).toContain(FIX);
  });

  it.each([
    ["a busy engine takes 90 s to hand it out: it is kept", 90_000, "runs/run-1/change.patch"],
    ["an engine that hangs never does: the run ends all the same", 600_000, undefined],
  ])("waits for the change of its coder: %s", async (_, takesMs, kept) => {
    const { world, run } = stoppedAtWork(CANCELLED);
    const { open } = world.sandboxes;
    world.sandboxes.open = async (place, signal) => {
      const sandbox = await open(place, signal);
      const patch: typeof sandbox.patch = async (options) => {
        world.clock.advance(takesMs);
        await setImmediate();
        options.signal?.throwIfAborted();
        return await sandbox.patch(options);
      };
      return { ...sandbox, patch };
    };
    expect((await run()).outcome).toEqual(CANCELLED);
    expect([...world.keep.files.keys()].find((name) => name.endsWith(".patch"))).toBe(kept);
    expect([...world.sandboxes.alive]).toEqual([]);
  });

  it("keeps the spec that was agreed, and a new run begins from it", async () => {
    const { world, run } = stoppedAtWork(CANCELLED);
    await run();
    expect(world.sticky()).toContain("### Spec v1");
    const specs = () => world.told("architect").filter((text) => text.includes("submit_spec")).length;
    const before = specs();
    await world.run();
    expect(specs()).toBe(before);
  });
});

describe("a run that a newer one supersedes", () => {
  it("says so, keeps its work, and takes its own label off alone", async () => {
    const by = { kind: "person", login: "ada" } as const;
    const { world, run } = stoppedAtWork({ kind: "superseded", by });
    const { runId, outcome } = await run();
    expect(outcome).toEqual({ kind: "superseded", by });
    expect(world.labels()).toEqual(["ai-ready"]);
    expect(world.keep.files.get(`runs/${runId}/change.patch`)).toContain(FIX);
  });
});

describe("a run whose claim is lost", () => {
  it.each(["spec", "build", "review"] as const)(
    "does not end here, and writes nothing more: in the phase %s",
    async (phase) => {
      const shown: string[] = [];
      const { claim, stop } = stoppable();
      const world = openWorld(
        at(REQUESTS[phase], async () => {
          stop({ kind: "claim-lost" });
          // What was asked for while the claim held is written; everything in memory is done by then.
          await setImmediate();
          shown.push(world.sticky());
        }),
      );
      await expect(world.run({}, claim)).rejects.toEqual({ kind: "claim-lost" });
      expect(world.sticky()).toBe(shown[0]);
      expect([...world.github.pulls.values()]).toEqual([]);
      expect(world.ledger.all.filter(({ kind }) => kind === "ended")).toEqual([]);
      expect([...world.sandboxes.alive]).toEqual([]);
    },
  );

  it("publishes nothing where nobody told it", async () => {
    let holds = true;
    const lose = () => {
      holds = false;
    };
    const world = openWorld(at(REQUESTS.review, lose));
    await expect(world.run({}, { holds: async () => holds })).rejects.toThrow();
    expect([...world.github.pulls.values()]).toEqual([]);
    expect(world.repository.branches.size).toBe(1);
  });
});

describe("a run that is handed over", () => {
  it("does not end here; the next execution says that it begins again, and ends it", async () => {
    const { world, run } = stoppedAtWork({ kind: "hand-over" });
    await expect(run()).rejects.toEqual({ kind: "hand-over" });
    // A timer would keep the worker's process alive.
    expect(world.clock.sleeping()).toEqual([]);
    expect([...world.keep.files.keys()].filter((name) => name.endsWith(".patch"))).toEqual([]);
    expect([...world.sandboxes.alive]).toEqual([]);
    const other = openWorld();
    expect(await other.outcome({}, { retry: 1 })).toMatchObject({ kind: "opened" });
    expect(other.sticky()).toContain("started again after 1 interruption");
  });
});
