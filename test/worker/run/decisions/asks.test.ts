// What each kind of job asks of a run.
import { describe, expect, it } from "@jest/globals";
import { JobKind } from "../../../../src/domain/job.ts";
import { asksOf, idleAfterSpec, idleBeforeWork, specServes } from "../../../../worker/run/decisions/asks.ts";
import { aJob } from "../../../support/builders.ts";

const asks = (kind: JobKind, part: object = {}) =>
  asksOf(aJob({ kind, vouches: false, acceptRecommended: false, ...part }));
const read = { previousIsCurrent: true, commentsAreRead: true };

describe("a job", () => {
  it.each([
    ["work", { ...read, commentsAreRead: false }, true],
    ["work", { ...read, previousIsCurrent: false }, false],
    ["refine", read, false],
    ["adopt", { ...read, previousIsCurrent: false }, true],
    ["adopt", { ...read, commentsAreRead: false }, false],
    ["revise", { ...read, previousIsCurrent: false }, true],
    ["revise", { ...read, commentsAreRead: false }, false],
  ] as const)("to %s uses the spec as it stands: %j, %s", (kind, reading, serves) => {
    expect(specServes(asks(kind), reading)).toBe(serves);
  });

  it("that accepts the recommended answers needs no architect while the issue's text stands", () => {
    const accepting = asks("refine", { acceptRecommended: true });
    expect(accepting.acceptsRecommended).toBe(true);
    expect(specServes(accepting, read)).toBe(true);
    expect(specServes(accepting, { ...read, previousIsCurrent: false })).toBe(false);
  });

  it("needs somebody to vouch for a stranger's text only where a comment began it", () => {
    const needing = JobKind.options.filter((kind) => asks(kind).textNeedsVoucher);
    expect(needing).toEqual(["refine", "restart"]);
    expect(asks("refine", { vouches: true }).textNeedsVoucher).toBe(false);
  });

  it("to revise has nothing to do without an open pull request, or where nothing of the review waits", () => {
    const waiting = { hasPull: true, threads: 1, red: 0, commentsAreRead: true };
    expect(idleBeforeWork(asks("revise"), waiting)).toBeNull();
    expect(idleBeforeWork(asks("revise"), { ...waiting, hasPull: false })).toEqual({ kind: "pull-not-open" });
    expect(idleBeforeWork(asks("revise"), { ...waiting, threads: 0 })).toEqual({ kind: "no-thread-waits" });
    expect(idleBeforeWork(asks("revise"), { ...waiting, threads: 0, commentsAreRead: false })).toBeNull();
    expect(idleBeforeWork(asks("work"), { ...waiting, hasPull: false, threads: 0 })).toBeNull();
  });

  it("to refine has nothing to build where the spec comes out as it was built", () => {
    const built = { version: 2, builtSpec: 2, threads: 0 };
    expect(idleAfterSpec(asks("refine"), built)).toEqual({ kind: "spec-unchanged" });
    expect(idleAfterSpec(asks("refine"), { ...built, builtSpec: null })).toBeNull();
    expect(idleAfterSpec(asks("refine"), { ...built, threads: 1 })).toBeNull();
    expect(idleAfterSpec(asks("work"), built)).toBeNull();
  });
});
