// Where a run starts, and what its commit stands on.
import { describe, expect, it } from "@jest/globals";
import { parentsOf, startOf } from "../../../../worker/run/decisions/start.ts";

const [old, newest, head] = ["old", "newest", "head"];
const pull = { mergeBaseSha: old, commitsByOthers: [] };

describe("a run", () => {
  it("starts from the newest base, on top of the branch where there is one", () => {
    const fresh = startOf(null, { waiting: 0, intoSha: newest });
    expect(fresh).toEqual({ sha: newest, continues: false, comparable: false });
    expect(parentsOf(fresh, null)).toEqual([newest]);
    const again = startOf(pull, { waiting: 0, intoSha: newest });
    expect(again).toEqual({ sha: newest, continues: false, comparable: false });
    expect(parentsOf(again, head)).toEqual([head, newest]);
  });

  it("compares itself with what is published where the base did not move", () => {
    const start = startOf(pull, { waiting: 0, intoSha: old });
    expect(start).toEqual({ sha: old, continues: false, comparable: true });
    expect(parentsOf(start, head)).toEqual([head]);
  });

  it.each([
    ["a review waits", pull, 1],
    ["people committed to the branch", { ...pull, commitsByOthers: ["hers"] }, 0],
  ])("goes on with the change that is there where %s", (_why, there, threads) => {
    const start = startOf(there, { waiting: threads, intoSha: newest });
    expect(start).toEqual({ sha: old, continues: true, comparable: true });
    expect(parentsOf(start, head)).toEqual([head]);
  });
});
