// The reporter only watches what a run knows: what it writes, and when it writes nothing.
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import { initialState, type RunState } from "../../../../src/domain/run-state.ts";
import { createLog } from "../../../../src/log.ts";
import { startReporter } from "../../../../worker/run/state/reporter.ts";
import { openWorld } from "../../../support/ports/world.ts";

const issue = { repository: { owner: "octo", name: "duration" }, number: 1 };
const state = (part: Partial<RunState> = {}) => ({
  ...initialState("run-1", issue),
  commentRead: true,
  ...part,
});

function reporting({ holds = true } = {}) {
  const world = openWorld();
  const written: string[] = [];
  const github = {
    status: {
      ...world.ports.github.status,
      writeSticky: async (...[ref, compose]: Parameters<typeof world.ports.github.status.writeSticky>) => {
        await world.ports.github.status.writeSticky(ref, compose);
        written.push(world.sticky());
      },
    },
  };
  const log = createLog({ level: "silent", name: "test" });
  const claim = { holds: async () => holds };
  return { world, written, reporter: startReporter({ claim, github, clock: world.clock, log }) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the reporter", () => {
  it("writes the newest of many states once", async () => {
    const { reporter, written } = reporting();
    for (const running of ["ticket", "spec", "build"] as const)
      reporter.observe(state({ running: [running] }));
    await settled();
    expect(written).toHaveLength(1);
    expect(written[0]).toContain("**Working: build…**");
    await reporter.stop();
  });

  it("shows a new phase at once or after ten seconds, and other news later with each edit", async () => {
    const { reporter, written, world } = reporting();
    const observe = async (part: Partial<RunState>, afterMs: number) => {
      world.clock.advance(afterMs);
      reporter.observe(state(part));
      await settled();
      return written.length;
    };
    const step = (steps: number) => {
      const usage = { steps, inputTokens: 0, cachedTokens: 0, outputTokens: 0, usd: 0 };
      return { running: ["build" as const], usage: { coder: usage } };
    };
    expect(await observe({ running: ["ticket"] }, 0)).toBe(1);
    expect(await observe(step(1), 5_000)).toBe(1);
    expect(await observe(step(2), 4_999)).toBe(1);
    world.clock.advance(1);
    await settled();
    expect(written.at(-1)).toContain("2 steps");
    expect(await observe(step(3), 19_999)).toBe(2);
    expect(await observe(step(4), 1)).toBe(3);
    expect(await observe(step(5), 39_999)).toBe(3);
    expect(await observe({ running: ["verify"] }, 0)).toBe(4);
    await reporter.stop();
    expect(world.clock.sleeping()).toEqual([]);
  });

  it("tries the label again where GitHub did not take it", async () => {
    const world = openWorld();
    const { status } = world.ports.github;
    const failures = [new Error("502")];
    const changeLabels: typeof status.changeLabels = async (...given) => {
      const failure = failures.pop();
      if (failure !== undefined) throw failure;
      await status.changeLabels(...given);
    };
    const github = { status: { ...status, changeLabels } };
    const log = createLog({ level: "silent", name: "test" });
    const claim = { holds: async () => true };
    const reporter = startReporter({ claim, github, clock: world.clock, log });
    for (const _ of [1, 2]) {
      reporter.observe(state({ labels: DEFAULT_LABELS }));
      await settled();
    }
    expect(world.labels()).toEqual(["ai-ready", "ai-working"]);
    await reporter.stop();
  });

  it("writes nothing before the comment was read, nor after it was stopped", async () => {
    const { reporter, written } = reporting();
    reporter.observe(state({ commentRead: false }));
    await settled();
    await reporter.stop();
    reporter.observe(state());
    await settled();
    expect(written).toEqual([]);
  });

  it("shows by a label that work goes on, once the names of the labels are known", async () => {
    const { reporter, world } = reporting();
    reporter.observe(state({ labels: DEFAULT_LABELS }));
    reporter.observe(state({ labels: DEFAULT_LABELS }));
    await settled();
    expect(world.labels()).toEqual(["ai-ready", "ai-working"]);
    await reporter.stop();
  });

  it("writes nothing once another worker has the job", async () => {
    const { reporter, written, world } = reporting({ holds: false });
    reporter.observe(state({ labels: DEFAULT_LABELS }));
    await settled();
    await reporter.stop();
    expect([written, world.labels()]).toEqual([[], ["ai-ready"]]);
  });
});
