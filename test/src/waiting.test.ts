// The words about a run that waits: soon, once, with why, and never over what a person must see first.
import { describe, expect, it } from "@jest/globals";
import type { Wait } from "../../src/domain/wait.ts";
import { renderSticky, renderWaiting } from "../../src/messages/sticky.ts";
import type { Queue } from "../../src/queue/queue.ts";
import { tellOfWaiting } from "../../src/waiting.ts";
import { aJob, aSpec, aStickyView } from "../support/builders.ts";
import { fakeClock } from "../support/clock.ts";
import { openWorld } from "../support/ports/world.ts";

const why: Wait = { kind: "all-taken", running: 2, ahead: 1 };

function house() {
  const { ports, issue } = openWorld();
  const clock = fakeClock();
  const job = aJob({ issue: { repository: { owner: "octo", name: "duration" }, number: 1 } });
  const unsaid = [{ runId: "run-1", job, why }];
  const queue: Pick<Queue, "unsaid" | "whileItWaits"> = {
    unsaid: async () => unsaid,
    whileItWaits: async (_job, say) => {
      await say(async () => true);
      unsaid.length = 0;
      return true;
    },
  };
  const sticky = () => issue.ours.get("sticky") ?? "";
  return { ports, issue, clock, queue, unsaid, sticky };
}

describe("a run that waits", () => {
  it("is shown with why, with what is ahead of it, and with the spec that is there", async () => {
    const { ports, issue, clock, queue, sticky } = house();
    const before = renderSticky({
      ...aStickyView({ spec: aSpec() }),
      issue: { repository: { owner: "octo", name: "duration" }, number: 1 },
    });
    issue.ours.set("sticky", before);
    const telling = tellOfWaiting({ queue, github: () => ports.github, clock, log: ports.log });
    await clock.sleeper((ms) => ms === 400);
    await telling[Symbol.asyncDispose]();
    expect(sticky()).toContain(
      "**Waiting…** All places are taken: 2 runs are at work. 1 other run is ahead of it. It begins by itself; `/ai stop` takes it off the queue.",
    );
    expect(sticky()).toContain("Spec v");
  });

  it("is tried again later where GitHub did not take the words", async () => {
    const { ports, clock, queue, unsaid, sticky } = house();
    let tries = 0;
    const status = {
      ...ports.github.status,
      writeSticky: async (...words: Parameters<typeof ports.github.status.writeSticky>) => {
        tries += 1;
        if (tries === 1) throw new Error("GitHub is away");
        return ports.github.status.writeSticky(...words);
      },
    };
    const github = () => ({ ...ports.github, status });
    const telling = tellOfWaiting({ queue, github, clock, log: ports.log });
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 400) {
      await clock.sleeper((ms) => ms === 400);
      expect(tries).toBe(1);
      clock.advance(400);
    }
    await clock.sleeper((ms) => ms === 400);
    await telling[Symbol.asyncDispose]();
    expect([tries, unsaid.length]).toEqual([2, 0]);
    expect(sticky()).toContain("**Waiting…**");
  });

  it.each<[Wait, string]>([
    [
      { kind: "no-worker", ahead: 0 },
      "No worker is there to take the run; whoever operates Issuewright can start one. No other run is ahead of it.",
    ],
    [
      { kind: "repository-full", running: 1, ahead: 3 },
      "This repository has 1 run at work, which is all that it may have at once. 3 other runs are ahead of it.",
    ],
  ])("says %j in words", (wait, words) => {
    expect(renderWaiting(aStickyView(), wait)).toContain(`**Waiting…** ${words} It begins by itself`);
  });
});
