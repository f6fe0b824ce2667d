// The feed that tells browsers of changes: it follows the ledger while somebody watches, and through an outage.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import { Hono } from "hono";
import { identityOf } from "../../../src/domain/repository.ts";
import type { KeptEvent } from "../../../src/ledger/ledger.ts";
import { createLog } from "../../../src/log.ts";
import { startLive } from "../../../src/web/live.ts";
import type { Sight } from "../../../src/web/sight.ts";
import { get, LOCAL, nothingThere, testPage } from "../../support/page.ts";
import { aRunRow, NOON } from "../../support/standings.ts";

const EVENT: KeptEvent = {
  ...{ kind: "phase-started", phase: "review", runId: "r1", issue: aRunRow().issue },
  at: "2030-01-01T12:00:00.000Z",
};
const clock = { ...nothingThere.clock, now: () => NOON, sleep: async () => setImmediate() };

it("follows the ledger also where Redis was away when the first browser came", async () => {
  const followed = Promise.withResolvers<void>();
  let times = 0;
  const page = testPage({
    clock,
    ledger: {
      ...nothingThere.ledger,
      async *follow() {
        times += 1;
        if (times === 1) throw new Error("Connection is closed.");
        followed.resolve();
        yield EVENT;
      },
    },
  });
  await get(page.app, "/live", { cookie: await page.signedIn() });
  await followed.promise;
  await page.close();
});

it("tells nobody of what they may not see, and ends where they are signed out", async () => {
  const [seen, hidden] = [aRunRow().issue.repository, { id: 12, owner: "octo", name: "vault" }];
  const sight: Sight = {
    ...{ kind: "places", login: "eve", seesMachine: false },
    places: new Map([[identityOf(seen), { repository: seen, installationId: 5, permission: "read" }]]),
  };
  const events = [hidden, hidden, seen, seen].map((repository) => ({
    ...EVENT,
    issue: { repository, number: 1 },
  }));
  const looks: (Sight | null)[] = [sight, null];
  const lookedAfter: number[] = [];
  let happened = 0;
  const live = startLive(
    {
      ...nothingThere,
      // Time stands still but for what the ledger brings.
      clock: { ...clock, sleep: () => new Promise(() => undefined) },
      ledger: {
        ...nothingThere.ledger,
        async *follow() {
          for (const event of events) {
            // Each is told before the next comes.
            for (let turns = 0; turns < 5; turns += 1) await setImmediate();
            happened += 1;
            yield event;
          }
        },
      },
      queue: {
        ...nothingThere.queue,
        queued: async () => {
          throw new Error("Redis is away.");
        },
      },
    },
    createLog({ level: "silent", name: "test" }),
  );
  const app = new Hono().get("/live", (context) =>
    live.stream(context, sight, async () => {
      lookedAfter.push(happened);
      return looks.shift() ?? null;
    }),
  );
  const told = await (await app.request("/live")).text();
  expect([told.match(/event: changed/g)?.length, lookedAfter]).toEqual([2, [3, 4]]);
  await live[Symbol.asyncDispose]();
});

it("follows nothing for a request that wants no body", async () => {
  let followed = false;
  const page = testPage({
    ledger: {
      ...nothingThere.ledger,
      async *follow() {
        followed = true;
        yield EVENT;
      },
    },
  });
  const headers = { host: "localhost:3001", cookie: await page.signedIn() };
  const answer = await page.app.request(`${LOCAL}/live`, { method: "HEAD", headers });
  await setImmediate();
  expect([answer.status, followed]).toEqual([200, false]);
  await page.close();
});
