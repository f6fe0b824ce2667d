// Work of one kind side by side, in its order and within its time.
import { describe, expect, it } from "@jest/globals";
import { someAtATime } from "../../../../worker/evidence/measure/some-at-a-time.ts";

describe("work side by side", () => {
  it("runs at most so many at a time, begins in its order, and keeps the order of its results", async () => {
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const begun: number[] = [];
    const begin = async (at: number) => {
      begun.push(at);
      await gates[at]?.promise;
      return `result ${at}`;
    };
    const all = someAtATime([0, 1, 2], begin, 2);
    expect(begun).toEqual([0, 1]);
    gates[1]?.resolve();
    gates[2]?.resolve();
    await gates[2]?.promise;
    gates[0]?.resolve();
    expect(await all).toEqual(["result 0", "result 1", "result 2"]);
  });

  it("asks again for what had no time once something has ended, and leaves out what never has any", async () => {
    let left = 3;
    const begin = (takes: number) => {
      if (left < 2) return null;
      left -= 2;
      return Promise.resolve().then(() => {
        left += 2 - takes;
        return takes;
      });
    };
    expect(await someAtATime([1, 1, 1], begin, 2)).toEqual([1, 1, null]);
  });

  it("ends everything that was begun before it tells of a failure", async () => {
    const ended: string[] = [];
    const gate = Promise.withResolvers<void>();
    const begin = async (name: string) => {
      if (name === "fails") throw new Error("lost");
      await gate.promise;
      ended.push(name);
    };
    const all = someAtATime(["slow", "fails", "never"], begin, 2);
    gate.resolve();
    await expect(all).rejects.toThrow("lost");
    expect(ended).toEqual(["slow"]);
  });
});
