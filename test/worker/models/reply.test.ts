// How long to wait before a model is asked again, and when not at all.
import { describe, expect, it } from "@jest/globals";
import type { NoReply } from "../../../src/domain/model-failure.ts";
import { waitAfter } from "../../../worker/models/reply.ts";

const limited = (retryAfterMs: number | null): NoReply => ({
  kind: "rate-limited",
  status: 429,
  said: "Slow down",
  retryAfterMs,
});
const wait = (cause: NoReply, attempts: number, jitter = 1) =>
  waitAfter(cause, attempts, { maxRetries: 9, jitter });

describe("the wait before asking again", () => {
  it("doubles with each attempt up to half a minute, and is shortened by up to half", () => {
    expect([1, 2, 3, 6, 9].map((attempts) => wait(limited(null), attempts))).toEqual([
      1000, 2000, 4000, 30_000, 30_000,
    ]);
    expect(wait(limited(null), 3, 0)).toBe(2000);
  });

  it("is as long as the endpoint asks, unless that is more than ten minutes", () => {
    expect(wait(limited(7000), 5)).toBe(7000);
    expect(wait(limited(600_000), 1)).toBe(600_000);
    expect(wait(limited(600_001), 1)).toBeNull();
  });

  it("never comes after the last attempt, or where asking again cannot help", () => {
    expect(wait(limited(null), 10)).toBeNull();
    expect(wait({ kind: "wrong-key", status: 401, said: "no" }, 1)).toBeNull();
    expect(wait({ kind: "silent", quietMs: 60_000 }, 1)).toBe(1000);
  });
});
