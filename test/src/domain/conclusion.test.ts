// What the evidence as a whole says, from measurements alone.
import { expect, it } from "@jest/globals";
import { conclusionOf } from "../../../src/domain/conclusion.ts";
import type { Evidence, Proof } from "../../../src/domain/evidence.ts";
import { aCheckResult, someEvidence } from "../../support/builders.ts";

const criteria = [{ id: "AC1", text: "It holds." }];
const proof: Proof = { criterion: "AC1", by: "test “it holds”", exitStatus: 0, holds: true, without: "red" };

it.each<[string, Partial<Evidence>, string]>([
  ["every check holds and every criterion is proven", { proofs: [proof] }, "success"],
  [
    "something could not be measured",
    { proofs: [proof], notCovered: ["Coverage was not measured."] },
    "success",
  ],
  ["a criterion is not traced", {}, "neutral"],
  [
    "the test of a criterion passes without the change, too",
    { proofs: [{ ...proof, without: "green" }] },
    "neutral",
  ],
  [
    "the test of a criterion never ran without the change",
    { proofs: [{ ...proof, without: "unseen" }] },
    "neutral",
  ],
  ["the test of a criterion fails", { proofs: [{ ...proof, holds: false }] }, "neutral"],
  ["something is to be looked at twice", { proofs: [proof], suspicions: ["A test is skipped."] }, "neutral"],
  ["a check is broken", { proofs: [proof], head: [aCheckResult({ ending: "failed" })] }, "failure"],
])("where %s", (_name, part, conclusion) => {
  expect(conclusionOf(someEvidence(part), criteria)).toBe(conclusion);
});
