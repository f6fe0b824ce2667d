// The feed that tells browsers of changes: it follows the ledger while somebody watches, and through an outage.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import type { KeptEvent } from "../../../src/ledger/ledger.ts";
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
