// Work under one name waits for what came before it, and work under other names does not.
import { expect, it } from "@jest/globals";
import { takeTurns } from "../../../src/intake/turns.ts";

it("work under one name is done in order, also behind work that fails", async () => {
  const inTurn = takeTurns();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn("octo/clock#1", async () => {
    await gate.promise;
    done.push("first");
    throw new Error("GitHub is away");
  });
  const second = inTurn("octo/clock#1", async () => done.push("second"));
  await inTurn("octo/clock#2", async () => done.push("other"));
  gate.resolve();
  await expect(first).rejects.toThrow("GitHub is away");
  await second;
  expect(done).toEqual(["other", "first", "second"]);
});
