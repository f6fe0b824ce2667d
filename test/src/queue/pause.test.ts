// How long a job waits for a service that is away: as long as that says, else longer with each try.
import { expect, it } from "@jest/globals";
import { PermanentError, TransientError } from "../../../src/domain/errors.ts";
import { pauseAfter } from "../../../src/queue/execute.ts";

const away = (waitMs: number | null) =>
  new TransientError({
    ...{ kind: "github-away", task: "read-issue", request: "GET /", status: 502, githubSaid: "" },
    waitMs,
  });
const pauses = (thrown: unknown) =>
  [0, 1, 2, 50].map((tries) => pauseAfter(thrown, { tries, backoffMs: 5_000 }));

it.each([
  ["GitHub says it", away(1_800_000), [1_800_000, 1_800_000, 1_800_000, 1_800_000]],
  ["GitHub does not say it", away(null), [5_000, 10_000, 20_000, 60_000]],
  ["nothing is away", new Error("a fault of ours"), [null, null, null, null]],
  ["no retry can help", new PermanentError({ kind: "git-failed", gitSaid: "no" }), [null, null, null, null]],
])("waits where %s", (_, thrown, expected) => {
  expect(pauses(thrown)).toEqual(expected);
});
