// A worker whose sandboxes do not hold takes no jobs, and says what was allowed and what to do.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../../src/domain/errors.ts";
import { createLog } from "../../../src/log.ts";
import { readWorkerConfig } from "../../../worker/config.ts";
import type { Proof } from "../../../worker/containment/prove.ts";
import { startWorker } from "../../../worker/main.ts";
import { type House, openHouse } from "../../support/house.ts";
import { project } from "../../support/script.ts";

const RED: Proof = {
  rows: [
    {
      ...{ group: "egress", attack: "connects to any IPv4 address of this host", who: "root" },
      ...{ expected: "no connection", got: "it arrived at 127.0.0.1", verdict: "allowed" },
    },
  ],
  honest: [{ group: "escape", what: "the compiler works", got: "not found", verdict: "broken" }],
  durationMs: 1,
};

describe("a worker", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ script: [], files: project, worker: false });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });
  const start = (containment: () => Promise<Proof>) => {
    const reading = readWorkerConfig(house.environment);
    if (reading.kind === "invalid") throw new Error(reading.complaints.join("\n"));
    const log = createLog({ level: "silent", name: "test" });
    return startWorker(reading.config, { redisUrl: house.redisUrl, log, containment });
  };

  it("does not start where an attack was allowed", async () => {
    await expect(start(async () => RED)).rejects.toThrow(
      new PermanentError(
        "The worker takes no jobs, because its sandboxes do not hold: allowed for root: connects to any IPv4 address of this host (it arrived at 127.0.0.1); does not work: the compiler works (not found). Run `npx issuewright doctor --containment` on this host to see everything, and mend its Docker engine, kernel or container runtime",
      ),
    );
  });

  it("starts where all was held", async () => {
    const worker = await start(async () => ({ rows: [], honest: [], durationMs: 1 }));
    await worker[Symbol.asyncDispose]();
  });
});
