// The watchdog over a stream, with time standing still.
import { describe, expect, it } from "@jest/globals";
import { startWatchdog } from "../../../worker/models/watchdog.ts";
import { fakeClock } from "../../support/clock.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the watchdog", () => {
  it("barks when nothing came for the whole time, however long the stream lasts", async () => {
    const clock = fakeClock();
    using dog = startWatchdog(clock, 100);
    for (let i = 0; i < 5; i += 1) {
      clock.advance(99);
      dog.feed();
      await settled();
    }
    expect(dog.signal.aborted).toBe(false);
    clock.advance(100);
    await settled();
    clock.advance(100);
    await settled();
    expect(dog.signal.aborted).toBe(true);
  });

  it("leaves no timer behind", async () => {
    const clock = fakeClock();
    {
      using dog = startWatchdog(clock, 100);
      dog.feed();
    }
    await settled();
    expect(clock.sleeping()).toEqual([]);
  });
});
