// Claims on a real Redis, walked at random beside an oracle: at most one holder an issue, never more runs than a repository
// may have, and nothing that a worker does counts once another one has its run.
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Redis } from "ioredis";
import * as claims from "../../../src/queue/claims.ts";
import { JOBS, stateKey } from "../../../src/queue/keys.ts";
import { isSpokenOf, whileItWaits } from "../../../src/queue/waiting.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";
import { HOW, type Hold, MOST, type Model, repositoryOf, startModel } from "./claims-model.ts";
import { aJob } from "./recorder.ts";

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

type Step = fc.AsyncCommand<Model, Redis>;

const refOf = (number: number) => {
  const [owner = "", name = ""] = repositoryOf(number).split("/");
  return { repository: { owner, name }, number };
};
const holdOf = ({ issue, ...hold }: Hold) => ({ ...hold, issue: refOf(issue) });
const numbers = fc.constantFrom(1, 2, 3, 4);

/** After each step Redis and the oracle agree on everything that can be asked. */
function step(name: string, run: Step["run"], check: Step["check"] = () => true): Step {
  return {
    check,
    toString: () => name,
    async run(model, redis) {
      await run(model, redis);
      for (const number of [1, 2, 3, 4])
        expect([
          await claims.stateOf(redis, refOf(number)),
          await claims.holderOf(redis, refOf(number)),
          await isSpokenOf(redis, refOf(number)),
        ]).toEqual([model.stateOf(number), model.holderOf(number), model.at(number).saying !== null]);
      const valid = [];
      for (const hold of model.holds) {
        expect(await claims.holds(redis, holdOf(hold))).toBe(model.isValid(hold));
        if (model.isValid(hold)) valid.push(hold);
      }
      expect(new Set(valid.map(({ issue }) => issue)).size).toBe(valid.length);
      for (const repository of ["octo/hello", "octo/other"])
        expect(valid.filter(({ issue }) => repositoryOf(issue) === repository).length).toBeLessThanOrEqual(
          MOST,
        );
    },
  };
}

const submits = fc.tuple(numbers, fc.constantFrom(...HOW)).map(([number, how]) =>
  step(`submit #${number}, ${how}`, async (model, redis) => {
    const runId = model.named("run");
    const supersedes = how === "supersede";
    await redis.hset(`${JOBS}${runId}`, "data", "{}");
    const entry = {
      job: aJob({ issue: refOf(number) }),
      runId,
      now: Date.now(),
      order: supersedes ? ({ kind: "superseded", by: { kind: "person", login: "ada" } } as const) : null,
      givesWay: how === "give-way",
      byBot: false,
      occasion: null,
    };
    const answer = await claims.submit(redis, entry);
    if (answer.replaced !== null) await redis.del(`${JOBS}${answer.replaced}`);
    expect(answer).toEqual(model.submit(number, runId, how));
    if (answer.did === "gave-way") await redis.del(`${JOBS}${runId}`);
  }),
);

/** BullMQ gives a job to a worker, which takes the claim, lets the job sleep, or finishes it where it is over. */
const takes = fc.nat(30).map((index) => {
  const idle = (model: Readonly<Model>) => {
    const jobs = [...model.jobs].filter(([, { present, lock }]) => present && lock === null);
    return jobs[index % Math.max(1, jobs.length)]?.[0] ?? null;
  };
  const run: Step["run"] = async (model, redis) => {
    const runId = idle(model) ?? "";
    const { issue } = model.job(runId);
    const token = model.named("token");
    await redis.set(`${JOBS}${runId}:lock`, token);
    const taking = await claims.take(redis, { issue: refOf(issue), runId, perRepository: MOST });
    expect(taking.kind).toBe(model.take(runId, token));
    if (taking.kind === "taken") {
      const { fence, stop, because, survived } = taking;
      const known = { fence, stop: stop !== null, isGivenUp: because !== null, survived };
      return expect(model.at(issue)).toMatchObject(known);
    }
    await redis.del(`${JOBS}${runId}:lock`);
    model.unlock(runId);
    if (taking.kind !== "gone") return;
    await redis.del(`${JOBS}${runId}`);
    model.vanish(runId);
  };
  return step(`take job ${index}`, run, (model) => idle(model) !== null);
});

const withHold = (name: string, act: (hold: Hold, model: Model, redis: Redis) => Promise<void>) =>
  fc.nat(30).map((index) => {
    const pick = (model: Readonly<Model>) => model.holds[index % Math.max(1, model.holds.length)];
    const run: Step["run"] = async (model, redis) => {
      const hold = pick(model);
      if (hold !== undefined) await act(hold, model, redis);
    };
    return step(`${name} by hold ${index}`, run, (model) => pick(model) !== undefined);
  });

/** Also of a worker that lost its claim long ago. */
const ends = withHold("end", async (hold, model, redis) => {
  const wasValid = model.isValid(hold);
  expect(await claims.end(redis, holdOf(hold))).toEqual(model.end(hold));
  if (!wasValid) return;
  await redis.del(`${JOBS}${hold.runId}`, `${JOBS}${hold.runId}:lock`);
  model.vanish(hold.runId);
});
/** Before BullMQ noted that the job is over, so that it gives it to another worker. */
const endsAndDies = withHold("end and die", async (hold, model, redis) => {
  const wasValid = model.isValid(hold);
  expect(await claims.end(redis, holdOf(hold))).toEqual(model.end(hold));
  if (!wasValid) return;
  await redis.del(`${JOBS}${hold.runId}:lock`);
  model.unlock(hold.runId);
});
const givesUp = withHold("give up", async (hold, model, redis) => {
  const because = { kind: "workers-died", times: 4 } as const;
  expect(await claims.giveUp(redis, holdOf(hold), because)).toBe(model.giveUp(hold));
});
const dies = withHold("die", async (hold, model, redis) => {
  if (model.job(hold.runId).lock !== hold.token) return;
  await redis.del(`${JOBS}${hold.runId}:lock`);
  // As BullMQ counts it.
  await redis.hincrby(`${JOBS}${hold.runId}`, "stc", 1);
  model.die(hold.runId);
});
/** Parked, paused, or handed over. */
const givesBack = withHold("give back", async (hold, model, redis) => {
  if (model.job(hold.runId).lock !== hold.token) return;
  await redis.del(`${JOBS}${hold.runId}:lock`);
  model.unlock(hold.runId);
});
const progresses = withHold("get on", async (hold, model, redis) => {
  expect(await claims.progressed(redis, holdOf(hold))).toBe(model.progress(hold));
});
const vanishes = withHold("lose the job", async (hold, model, redis) => {
  await redis.del(`${JOBS}${hold.runId}`, `${JOBS}${hold.runId}:lock`);
  model.vanish(hold.runId);
});

/** The lease of a process that writes on an issue that its job waits runs out, too. */
const says = fc.tuple(numbers, fc.constantFrom("said", "failed", "lost")).map(([number, ending]) =>
  step(`say of #${number} that it waits, ${ending}`, async (model, redis) => {
    const [token, runId] = [model.named("saying"), model.at(number).next ?? ""];
    const job = { issue: refOf(number), runId };
    const [answer] = await Promise.allSettled([
      whileItWaits(redis, job, async (may) => {
        expect(model.beginToSay(number, token)).toBe(true);
        const taking = await takeNext(number, redis, model);
        expect([taking, await may()]).toEqual(["spoken-of", true]);
        if (ending === "lost") await redis.del(`${stateKey(refOf(number))}:saying`);
        if (ending === "lost") model.loseSaying(number);
        if (ending === "failed") throw new Error("GitHub is away");
      }),
    ]);
    const isSaid = ending !== "failed";
    if (answer.status === "fulfilled" && !answer.value)
      return expect(model.beginToSay(number, token)).toBe(false);
    expect(answer.status).toBe(isSaid ? "fulfilled" : "rejected");
    model.endSaying(number, { token, runId, isSaid });
  }),
);

/** What a worker hears that would take the waiting job of an issue just now, where nothing else is in its way. */
async function takeNext(number: number, redis: Redis, model: Model): Promise<string> {
  const runId = model.at(number).next ?? "";
  return (await claims.take(redis, { issue: refOf(number), runId, perRepository: MOST })).kind;
}

const cancels = fc.tuple(numbers, fc.boolean()).map(([number, dies]) =>
  step(`cancel #${number}${dies ? " and die" : ""}`, async (model, redis) => {
    const stop = { by: { kind: "person", login: "ada" }, because: { kind: "command" } } as const;
    const answer = await claims.cancel(redis, refOf(number), { kind: "cancelled", ...stop });
    expect(answer).toEqual(model.cancel(number));
    if (answer.waiting === null) return;
    await redis.del(`${JOBS}${answer.waiting}`);
    if (dies) return;
    await claims.told(redis, refOf(number), answer.waiting);
    model.tell(number, answer.waiting);
  }),
);

it("a claim is held by one worker at most, whatever dies, is stopped or vanishes", async () => {
  const steps = fc.commands(
    [
      ...[submits, submits, takes, takes, takes, takes, ends, endsAndDies, givesUp],
      ...[dies, givesBack, progresses, vanishes, cancels, says, says],
    ],
    { maxCommands: 70, size: "max" },
  );
  const walk = fc.asyncProperty(steps, async (commands) => {
    await server.flush();
    await fc.asyncModelRun(() => ({ model: startModel(), real: server.client }), commands);
  });
  await fc.assert(walk, { seed: 20_260_102, numRuns: 60, endOnFailure: true });
});
