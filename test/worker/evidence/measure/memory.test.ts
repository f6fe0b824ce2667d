// What is measured once of a tree: the same bytes, the same commands.
import { expect, it } from "@jest/globals";
import { type RunKey, startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { aCheckResult } from "../../../support/builders.ts";

const result = aCheckResult();
const asked: RunKey = { arm: { diff: Buffer.from("diff"), written: [] }, checks: [result.check], turn: 0 };

it("is found again, and counted", () => {
  const memory = startMemory();
  expect(memory.find(asked)).toBeNull();
  memory.keep(asked, [result]);
  expect([memory.find(asked), memory.given()]).toEqual([[result], 1]);
});

it("has secrets that are the same for the same words, and others in another memory", () => {
  const memory = startMemory();
  const secret = memory.secretOf("a name");
  expect(memory.secretOf("a name")).toEqual(secret);
  expect([memory.secretOf("another"), startMemory().secretOf("a name")]).not.toContainEqual(secret);
});

it.each<[string, RunKey]>([
  ["another tree", { ...asked, arm: { diff: Buffer.from("other"), written: [] } }],
  [
    "another file that is written",
    { ...asked, arm: { ...asked.arm, written: [{ path: "a", content: "b" }] } },
  ],
  ["another command", { ...asked, checks: [{ ...result.check, command: "npm test -- a.js" }] }],
  ["a repeat", { ...asked, turn: 1 }],
])("says nothing of %s", (_name, other) => {
  const memory = startMemory();
  memory.keep(asked, [result]);
  expect(memory.find(other)).toBeNull();
});

it("is not kept where a limit of time ended it", () => {
  const memory = startMemory();
  memory.keep(asked, [{ ...result, ending: "timed-out" }]);
  expect(memory.find(asked)).toBeNull();
});
