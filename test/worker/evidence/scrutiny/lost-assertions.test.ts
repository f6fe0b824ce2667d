// An assertion that went is lost, whatever a new test elsewhere in the file asserts.
import { expect, it } from "@jest/globals";
import { weakenings } from "../../../../worker/evidence/scrutiny/tampering.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

const path = "test/a.test.js";

/** What is said of a line that becomes another, with one more line further down. */
function told(was: string, now: string, below: string) {
  const change = {
    ...aChange({ path }),
    removed: [{ number: 2, text: was }],
    added: [
      { number: 2, text: now },
      { number: 9, text: below },
    ],
  };
  return weakenings(aPatch(change), { base: [], head: [], rewritten: [], renamed: [], unsteady: [] });
}

it("is lost where another one stands elsewhere", () => {
  expect(told("  assert.equal(a, 1);", "  a();", "  assert.equal(b, 2);")).toEqual([
    { kind: "lost-assertions", path, lost: 1 },
  ]);
});

it("is not lost where it moved, or where another one stands in its place", () => {
  expect(told("  assert.equal(a, 1);", "  a();", "assert.equal(a, 1);")).toEqual([]);
  expect(told("  assert.equal(a, 1);", "  assert.equal(a, 2);", "  a();")).toEqual([]);
});
