// Which failed deliveries GitHub is asked for again.
import { describe, expect, it } from "@jest/globals";
import type { SeenDelivery } from "../../../src/github/survey.ts";
import { toRedeliver } from "../../../src/sweeps/deliveries.ts";

function anAttempt(id: number, guid: string, status: number): SeenDelivery {
  return { id, guid, status, event: "issues.labeled", at: new Date(id * 1000).toISOString() };
}

describe("a failed delivery", () => {
  it("is asked for again by its newest attempt, the oldest first, until one was answered well", () => {
    const attempts = [
      anAttempt(6, "b", 0),
      anAttempt(5, "a", 503),
      anAttempt(4, "c", 202),
      anAttempt(3, "c", 500),
      anAttempt(2, "a", 503),
    ];
    expect(toRedeliver(attempts).map(({ id }) => id)).toEqual([5, 6]);
  });

  it("is given up after five attempts", () => {
    const attempts = [1, 2, 3, 4, 5].map((id) => anAttempt(id, "a", 500));
    expect(toRedeliver(attempts)).toEqual([]);
    expect(toRedeliver(attempts.slice(1)).map(({ id }) => id)).toEqual([5]);
  });
});
