// Whether the order for a run was taken back on GitHub while it went on.
import { describe, expect, it } from "@jest/globals";
import { takenBack } from "../../../../worker/run/decisions/taken-back.ts";

const labelled = ["bug", "ai-ready"];

describe("an order", () => {
  it.each([
    ["stands while the issue is open and labelled", labelled, { state: "open", labels: ["ai-ready"] }, null],
    ["stands where the run needed no label", ["bug"], { state: "open", labels: [] }, null],
    ["is taken back with the label", labelled, { state: "open", labels: ["bug"] }, { kind: "label-removed" }],
    ["is taken back by closing", labelled, { state: "closed", labels: labelled }, { kind: "issue-closed" }],
    ["is gone with the issue", labelled, null, { kind: "issue-gone" }],
  ] as const)("%s", (_name, before, now, reason) => {
    const there = now === null ? null : { ...now, labels: [...now.labels] };
    expect(takenBack([...before], there, "ai-ready")).toEqual(reason);
  });
});
