// Signs in a real Redis: the newest of a name is there, until it is taken away or fades.
import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { openSigns } from "../../../src/signs/redis.ts";
import { nameOf, type Sign, type SignOf } from "../../../src/signs/sign.ts";
import { fakeClock } from "../../support/clock.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const log = createLog({ level: "silent", name: "test" });
let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterEach(() => redis.flush());
afterAll(async () => {
  expect(await redis.strangers()).toEqual([]);
  await redis[Symbol.asyncDispose]();
});

const limit: SignOf<"github-limit"> = {
  ...{ kind: "github-limit", installationId: 5, resource: "core" },
  ...{ limit: 5000, left: 4000, resetsAtMs: 60_000, atMs: 0 },
};
const sandbox: Sign = {
  ...{ kind: "sandbox", id: "s1", runId: "r1", purpose: "coder", image: "node", sinceMs: 0 },
};
const names = (signs: Sign[]) => signs.map(nameOf).toSorted();

it("replaces a sign of the same name, and shows one to whoever asks", async () => {
  const clock = fakeClock(0);
  await using one = openSigns({ redisUrl: redis.url, clock, log });
  await using other = openSigns({ redisUrl: redis.url, clock, log });
  await one.give(limit);
  await other.give({ ...limit, left: 3999 });
  await one.give({ ...limit, installationId: null });
  const seen = await other.all();
  expect(seen.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))).toEqual([
    { ...limit, left: 3999 },
    { ...limit, installationId: null },
  ]);
});

it("forgets a sign that has faded, and what it cannot read", async () => {
  const clock = fakeClock(0);
  await using signs = openSigns({ redisUrl: redis.url, clock, log });
  await signs.give(limit);
  await redis.client.set("{issuewright}:sign:newer", '{"kind":"newer"}');
  await redis.client.zadd("{issuewright}:signs", 1_000_000, "{issuewright}:sign:newer");
  expect(names(await signs.all())).toEqual(["github-limit:5:core"]);
  expect(await redis.client.pttl("{issuewright}:sign:github-limit:5:core")).toBeGreaterThan(0);
  clock.advance(60_001);
  expect(await signs.all()).toEqual([]);
});

it("renews a held sign until it is let go", async () => {
  const clock = fakeClock(0);
  await using signs = openSigns({ redisUrl: redis.url, clock, log });
  const held = signs.hold(sandbox);
  for (let renewed = 0; renewed < 6; renewed++) {
    await clock.sleeper((ms) => ms === 10_000);
    clock.advance(10_000);
  }
  await clock.sleeper((ms) => ms === 10_000);
  expect(names(await signs.all())).toEqual(["sandbox:s1"]);
  await held[Symbol.asyncDispose]();
  expect(await signs.all()).toEqual([]);
});

it("never fails whoever gives one while Redis is away", async () => {
  const signs = openSigns({ redisUrl: "redis://127.0.0.1:1", clock: fakeClock(0), log });
  const given = await Promise.allSettled([signs.give(limit), signs.hold(sandbox)[Symbol.asyncDispose]()]);
  await signs[Symbol.asyncDispose]();
  expect(given.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
});
