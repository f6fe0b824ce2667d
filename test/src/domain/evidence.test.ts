// Evidence is kept as JSON and reads back as it was.
import { expect, it } from "@jest/globals";
import { Evidence } from "../../../src/domain/evidence.ts";
import { aCheckResult, aProof, someEvidence } from "../../support/builders.ts";

const failed = { name: "adds", status: "failed", message: "1 == 2", failure: "assertion" } as const;
const whole = someEvidence({
  head: [aCheckResult({ tests: [failed, { name: "b", status: "passed", message: null }] })],
  proofs: [aProof()],
  coverage: { kind: "unmeasured", why: "no-tool" },
  weakened: [{ kind: "looser-limit", path: "a.test.js", limit: "digits" }],
  suspicions: [{ kind: "stray-files", paths: ["a.log"] }],
  leftOut: ["Windows."],
});

it("reads back as it was written", () => {
  expect(Evidence.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
});

it("does not read as what it is not", () => {
  expect(Evidence.safeParse({ ...whole, version: 1 }).success).toBe(false);
  expect(Evidence.safeParse({ ...whole, weakened: ["`a` has fewer assertions."] }).success).toBe(false);
});
