// What the evidence as a whole says, from measurements alone.
import { expect, it } from "@jest/globals";
import { conclusionOf } from "../../../src/domain/conclusion.ts";
import type { Evidence } from "../../../src/domain/evidence.ts";
import { aCheckResult, aProof, someEvidence } from "../../support/builders.ts";

const criteria = [{ id: "AC1", text: "It holds." }];
const proof = aProof();

it.each<[string, Partial<Evidence>, string]>([
  ["every check holds and every criterion is proven", { proofs: [proof] }, "success"],
  [
    "something could not be measured",
    { proofs: [proof], coverage: { kind: "unmeasured", why: "no-tool" } },
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
  [
    "something is to be looked at twice",
    { proofs: [proof], suspicions: [{ kind: "executable", path: "a.sh" }] },
    "neutral",
  ],
  ["a check is broken", { proofs: [proof], head: [aCheckResult({ ending: "failed" })] }, "failure"],
])("where %s", (_name, part, conclusion) => {
  expect(conclusionOf(someEvidence(part), criteria)).toBe(conclusion);
});
