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
      writeSticky: async (...[ref, body]: Parameters<typeof world.ports.github.status.writeSticky>) => {
        written.push(body);
        await world.ports.github.status.writeSticky(ref, body);
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
