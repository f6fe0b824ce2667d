// How many sandboxes of a measurement are open at a time, and who waits for what.
import { describe, expect, it } from "@jest/globals";
import { startLanes } from "../../../../worker/evidence/measure/lanes.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const diff = new Uint8Array(0);

describe("lanes", () => {
  it("let the next sandbox open as soon as one begins to close", async () => {
    const told: string[] = [];
    const closed = Promise.withResolvers<void>();
    const open = async (which: Uint8Array) => {
      told.push(`opens ${which.length}`);
      return {
        ...memorySandbox(),
        [Symbol.asyncDispose]: async () => {
          told.push(`closes ${which.length}`);
          await closed.promise;
        },
      };
    };
    const lanes = startLanes(open, 2);
    const [first] = await Promise.all([1, 2].map((length) => lanes.open(new Uint8Array(length))));
    const third = lanes.open(new Uint8Array(3));
    expect(told).toEqual(["opens 1", "opens 2"]);
    await first?.[Symbol.asyncDispose]();
    await first?.[Symbol.asyncDispose]();
    await third;
    expect(told).toEqual(["opens 1", "opens 2", "closes 1", "opens 3"]);
    closed.resolve();
    await lanes[Symbol.asyncDispose]();
  });

  it("go on to the next where a sandbox does not open", async () => {
    let opened = 0;
    const lanes = startLanes(async () => {
      opened += 1;
      if (opened === 1) throw new Error("no image");
      return memorySandbox();
    }, 1);
    const [first, second] = await Promise.allSettled([lanes.open(diff), lanes.open(diff)]);
    expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("tell of a sandbox that could not be closed when all of them end", async () => {
    const gone = { [Symbol.asyncDispose]: () => Promise.reject(new Error("the engine is gone")) };
    const lanes = startLanes(async () => ({ ...memorySandbox(), ...gone }), 1);
    const sandbox = await lanes.open(diff);
    await sandbox[Symbol.asyncDispose]();
    await expect(lanes[Symbol.asyncDispose]()).rejects.toThrow("the engine is gone");
  });
});
