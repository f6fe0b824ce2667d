// A worker whose sandboxes do not hold takes no jobs.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { NotContained } from "../../containment/verdict.ts";
import { createLog } from "../../src/log.ts";
import { readWorkerConfig } from "../../worker/config.ts";
import { type ProveContainment, startWorker } from "../../worker/main.ts";
import { type House, openHouse } from "../support/house.ts";
import { project } from "../support/script.ts";

describe("a worker", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ script: [], files: project, worker: false });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });
  const start = (proveContainment: ProveContainment) => {
    const reading = readWorkerConfig(house.environment);
    if (reading.kind === "invalid") throw new Error(JSON.stringify(reading));
    const log = createLog({ level: "silent", name: "test" });
    return startWorker(reading.config, { redisUrl: house.redisUrl, log, proveContainment });
  };

  it("does not start where the proof rejects", async () => {
    const breached = new NotContained([
      { kind: "honest-work-broken", what: "gcc works", observed: "not found" },
    ]);
    await expect(start(() => Promise.reject(breached))).rejects.toBe(breached);
  });

  it("starts where all was held", async () => {
    const worker = await start(async () => {});
    await worker[Symbol.asyncDispose]();
  });
});
