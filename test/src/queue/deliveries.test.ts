// Deliveries in a real Redis: stored once, judged until that worked, in their order, and never lost.
import { describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../../src/domain/errors.ts";
import type { SignedDelivery } from "../../../src/queue/deliveries.ts";
import { until } from "../../support/redis.ts";
import { harness } from "./harness.ts";

const on = harness();
const aDelivery = (payload: string, change: Partial<SignedDelivery> = {}): SignedDelivery => ({
  ...{ name: "issues", delivery: "guid", payload },
  ...change,
});

const allJudged = () => until(async () => (await on.queue.deliveries.counts()).open === 0);

describe("a delivery", () => {
  it("is judged once, also when it comes again while it waits, afterwards, and under another GUID", async () => {
    const { deliveries } = on.queue;
    const seen: string[] = [];
    const answers = [await deliveries.store(aDelivery("a")), await deliveries.store(aDelivery("a"))];
    await on.aJudge(async ({ payload }) => void seen.push(payload));
    await allJudged();
    answers.push(await deliveries.store(aDelivery("a", { delivery: "captured" })));
    answers.push(await deliveries.store(aDelivery("b")));
    answers.push(await deliveries.store(aDelivery("a", { name: "issue_comment" })));
    await allJudged();
    expect(answers).toEqual(["stored", "known", "known", "stored", "stored"]);
    expect(seen.sort()).toEqual(["a", "a", "b"]);
  });

  it("is judged again until that works", async () => {
    let tries = 0;
    await on.queue.deliveries.store(aDelivery("a"));
    await on.aJudge(async () => {
      tries += 1;
      if (tries < 8) throw new Error("502");
    });
    await allJudged();
    expect(tries).toBe(8);
    expect(await on.queue.deliveries.counts()).toEqual({ open: 0, givenUp: 0 });
  });

  it("that nobody can judge stays visible, and is judged when it comes again", async () => {
    let isRefused = true;
    const seen: string[] = [];
    await on.queue.deliveries.store(aDelivery("a"));
    await on.aJudge(async ({ payload }) => {
      if (isRefused) throw new PermanentError({ kind: "redis-not-installed" });
      seen.push(payload);
    });
    await until(async () => (await on.queue.deliveries.counts()).givenUp === 1);
    const why = { kind: "fault", fault: { kind: "redis-not-installed" } };
    const [given] = await on.queue.deliveries.failed(9);
    const is = { kind: "delivery", id: expect.any(String), name: "issues", atMs: expect.any(Number) };
    expect(given).toEqual({ ...is, state: "given-up", why });
    expect(await on.queue.deliveries.judgeAgain(given?.id ?? "")).toBe(true);
    await until(async () => (await on.queue.deliveries.counts()).givenUp === 1);
    isRefused = false;
    expect(await on.queue.deliveries.store(aDelivery("a"))).toBe("stored");
    await until(() => seen.length === 1);
    await allJudged();
    expect(await on.queue.deliveries.counts()).toEqual({ open: 0, givenUp: 0 });
  });

  it("waits for the one before it of the same subject, and for no other", async () => {
    const order: string[] = [];
    const { promise: release, resolve: goOn } = Promise.withResolvers<void>();
    for (const payload of ["one first", "one second", "two first"]) {
      await on.queue.deliveries.store(aDelivery(payload));
    }
    await on.aJudge(async ({ payload }) => {
      if (payload === "one first") await release;
      order.push(payload);
    });
    await until(() => order.length === 1);
    goOn();
    await allJudged();
    expect(order).toEqual(["two first", "one first", "one second"]);
  });

  it("outlives Redis and whoever judged it", async () => {
    const seen: string[] = [];
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    await on.queue.deliveries.store(aDelivery("a"));
    const neverEnds = async () => {
      enter();
      await new Promise(() => undefined);
    };
    const first = await on.aJudge(neverEnds, 300);
    await entered;
    await on.redis.kill();
    await first[Symbol.asyncDispose]();
    await on.redis.start();
    await on.aJudge(async ({ payload }) => void seen.push(payload));
    await until(() => seen.length === 1);
    expect(seen).toEqual(["a"]);
  });
});
