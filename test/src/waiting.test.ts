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
  const said: typeof unsaid = [];
  const queue: Pick<Queue, "unsaid" | "said" | "whileItWaits"> = {
    unsaid: async () => [...unsaid],
    said: async () => [...said],
    whileItWaits: async (_job, say) => {
      await say(async () => true);
      said.push(...unsaid.splice(0));
      return true;
    },
  };
  const sticky = () => issue.ours.get("sticky") ?? "";
  return { ports, issue, clock, queue, unsaid, said, sticky };
}

function firstOf<T>([first]: T[]): T {
  if (first === undefined) throw new Error("nothing waits");
  return first;
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

  it("is shown anew as the queue moves, ten seconds after the last words at the earliest", async () => {
    const { ports, clock, queue, said, sticky } = house();
    const telling = tellOfWaiting({ queue, github: () => ports.github, clock, log: ports.log });
    await clock.sleeper((ms) => ms === 400);
    said.splice(0, 1, { ...firstOf(said), why: { kind: "all-taken", running: 2, ahead: 0 } });
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 400) {
      await clock.sleeper((ms) => ms === 400);
      expect(sticky()).toContain("1 other run is ahead of it.");
      clock.advance(400);
    }
    await clock.sleeper((ms) => ms === 400);
    await telling[Symbol.asyncDispose]();
    expect(sticky()).toContain("No other run is ahead of it.");
  });

  it("is one of many whose comments get thirty new words in ten minutes, those in front first", async () => {
    const { ports, clock, queue, said } = house();
    const edited: number[] = [];
    const counting: typeof queue = {
      ...{ ...queue, unsaid: async () => [] },
      whileItWaits: async ({ issue, again }) => {
        if (again === true) edited.push(issue.number);
        return true;
      },
    };
    for (let number = 40; number > 0; number -= 1)
      said.push({
        ...{ runId: `run-${number}`, why: { kind: "all-taken", running: 2, ahead: number } },
        job: aJob({ issue: { repository: { owner: "octo", name: "duration" }, number } }),
      });
    const telling = tellOfWaiting({ queue: counting, github: () => ports.github, clock, log: ports.log });
    for (const waitedMs of [400, 9 * 60_000, 60_000]) {
      await clock.sleeper((ms) => ms === 400);
      clock.advance(waitedMs);
    }
    await clock.sleeper((ms) => ms === 400);
    await telling[Symbol.asyncDispose]();
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
    expect(edited).toEqual(numbers);
  });

  it.each<[Wait, string]>([
    [
      { kind: "no-worker", ahead: 0 },
      "No worker is there to take the run; whoever operates Issuewright can start one. No other run is ahead of it.",
    ],
    [
      { kind: "repository-full", running: 1, ahead: 3 },
      "The repository has 1 run at work, which is all that it may have at once. 3 other runs are ahead of it.",
    ],
  ])("says %j in words", (wait, words) => {
    expect(renderWaiting(aStickyView(), wait)).toContain(`**Waiting…** ${words} It begins by itself`);
  });
});
