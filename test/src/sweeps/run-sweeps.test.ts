// Sweeps on a clock that the test moves: each looks on its own schedule, and what it finds is judged like a webhook.
import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import type { Intent } from "../../../src/domain/intent.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { siteOf, takeIn } from "../../../src/intake.ts";
import { createLog } from "../../../src/log.ts";
import { runSweeps } from "../../../src/sweeps/run-sweeps.ts";
import type { Sweep } from "../../../src/sweeps/sweep.ts";
import { anIntent } from "../../support/builders.ts";
import { fakeClock } from "../../support/clock.ts";
import { emptyOutbox } from "../../support/ports/outbox.ts";
import { fakeQueue } from "../../support/ports/queue.ts";
import { openWorld } from "../../support/ports/world.ts";

const issue = { repository: { owner: "octo", name: "duration" }, number: 1 };
const asker = { kind: "machine", name: "missed reviews" } as const;
const found = anIntent("review", { issue, asker });

function aSweep(find: Sweep["find"]): Sweep {
  return { name: "missed reviews", everyMs: 60_000, find };
}

function running(sweep: Sweep, take: (intent: Intent) => Promise<unknown> = async () => undefined) {
  const clock = fakeClock();
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level: "warn", name: "test", destination });
  const sweeps = runSweeps([sweep], { takeIn: take, clock, log });
  const nextLook = async () => {
    await clock.sleeper((ms) => ms === sweep.everyMs);
    clock.advance(sweep.everyMs);
    await setImmediate();
  };
  return { sweeps, nextLook, lines };
}

describe("a sweep", () => {
  it("finds what a webhook did not bring, and admission makes a job of it by the machine's name", async () => {
    const { ports } = openWorld();
    const queue = fakeQueue();
    const ours = { queue, outbox: emptyOutbox, labels: DEFAULT_LABELS };
    const deps = { ...ports, ...ours, github: async () => ports.github };
    const take = async (intent: Intent) => takeIn(intent, await siteOf(1, issue.repository, deps), deps);
    const { sweeps, nextLook } = running(
      aSweep(async () => [found]),
      take,
    );
    await nextLook();
    await sweeps[Symbol.asyncDispose]();
    expect(queue.submitted).toMatchObject([{ job: { kind: "revise", issue, asker } }]);
  });

  it("looks again after a look that failed, and the log says why", async () => {
    let looks = 0;
    const taken: Intent[] = [];
    const sweep = aSweep(async () => {
      looks += 1;
      if (looks === 1) throw new Error("GitHub is away");
      return [found];
    });
    const { sweeps, nextLook, lines } = running(sweep, async (intent) => taken.push(intent));
    await nextLook();
    await nextLook();
    await sweeps[Symbol.asyncDispose]();
    expect(taken).toEqual([found]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: "a sweep failed", sweep: "missed reviews", err: { message: "GitHub is away" } },
    ]);
  });

  it("ends while it waits for its next look", async () => {
    const { sweeps } = running(aSweep(async () => [found]));
    await sweeps[Symbol.asyncDispose]();
  });
});
