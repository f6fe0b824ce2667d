// Whether a review is answered in the code alone or begins the work anew.
import { describe, expect, it } from "@jest/globals";
import type { Proposal } from "../../../../src/domain/direction.ts";
import {
  type About,
  afterSpec,
  directionAsked,
  directionOf,
  threadsIn,
} from "../../../../worker/run/decisions/direction.ts";
import { aJob, aThread } from "../../../support/builders.ts";

const proposal: Proposal = { threads: [70], criteria: ["AC1"], missing: [], because: "It counts in cents." };
const by = { kind: "person", login: "ada" } as const;
const about = (part: Partial<About> = {}) =>
  directionOf({ command: null, proposal, criteria: ["AC1", "AC2"], threads: [70, 71], ...part });

describe("the direction of a review", () => {
  const restart = {
    kind: "restart",
    because: { kind: "proposed", threads: [70], criteria: ["AC1"], said: "It counts in cents." },
  };
  const names = { kind: "polish", because: { kind: "names-nothing" } };
  it.each<[string, Partial<About>, object]>([
    ["is a restart where a criterion changes", {}, restart],
    [
      "is a restart where something is missing",
      { proposal: { ...proposal, criteria: [], missing: ["it rounds"] } },
      { kind: "restart", because: { ...restart.because, criteria: [] } },
    ],
    [
      "counts only the criteria that there are",
      { proposal: { ...proposal, criteria: ["AC9", "AC1"] } },
      restart,
    ],
    [
      "is polish where nothing is proposed",
      { proposal: null },
      { kind: "polish", because: { kind: "not-proposed" } },
    ],
    ["is polish where no such criterion is there", { proposal: { ...proposal, criteria: ["AC9"] } }, names],
    ["is polish where nothing would change", { proposal: { ...proposal, criteria: [] } }, names],
    ["is polish where no thread that waits is named", { proposal: { ...proposal, threads: [9] } }, names],
    [
      "is what a person commands, whatever is proposed",
      { command: { kind: "polish", by } },
      { kind: "polish", because: { kind: "command", by } },
    ],
    [
      "is what a person commands, where nothing is proposed",
      { command: { kind: "restart", by }, proposal: null },
      { kind: "restart", because: { kind: "command", by } },
    ],
  ])("%s", (_, part, direction) => {
    expect(about(part)).toEqual(direction);
  });

  it("is asked for by commands, and found by a review alone", () => {
    const asked = (["polish", "restart", "revise", "work", "mend"] as const).map((kind) =>
      directionAsked(aJob({ kind })),
    );
    expect(asked.map((each) => each?.kind ?? null)).toEqual(["polish", "restart", null, null, null]);
  });

  it("turns to polish where the spec that was proposed to change came out the same", () => {
    const proposed = about();
    expect(afterSpec(proposed, true)).toBe(proposed);
    expect(afterSpec(proposed, false)).toEqual({ kind: "polish", because: { kind: "spec-unchanged" } });
    const commanded = about({ command: { kind: "restart", by } });
    expect([afterSpec(commanded, false), afterSpec(null, false)]).toEqual([commanded, null]);
  });

  it("makes the lines of all threads those of then where the work begins anew", () => {
    const threads = [aThread(), aThread({ id: 71, path: null, line: null })];
    const outdated = (direction: Parameters<typeof threadsIn>[0]["direction"]) =>
      threadsIn({ direction, threads }).map(({ isOutdated }) => isOutdated);
    expect([outdated(about()), outdated(null)]).toEqual([
      [true, false],
      [false, false],
    ]);
  });
});
