// What a proof amounts to.
import { describe, expect, it } from "@jest/globals";
import type { Proof, Verdict } from "../../containment/prove.ts";
import { isHeld, requireHeld } from "../../containment/verdict.ts";

const row = (verdict: Verdict): Proof["rows"][number] => ({
  ...{ group: "egress", attack: "connects", who: "agent", expected: "no connection" },
  ...{ observed: "it arrived at 127.0.0.1", verdict },
});
const proof = (verdicts: Verdict[]): Proof => ({ rows: verdicts.map(row), honest: [], durationMs: 1 });

describe("a proof", () => {
  it("holds where every attack was held, and does not count what could not be set up", () => {
    expect(isHeld(proof(["held", "not-proven"]))).toBe(true);
  });

  it("does not hold where an attack was allowed or unclear, or honest work is broken", () => {
    const honest = [
      { group: "escape", what: "the compiler works", observed: "not found", verdict: "broken" },
    ] as const;
    const red = { ...proof(["held", "allowed", "no-answer"]), honest: [...honest] };
    expect(isHeld(red)).toBe(false);
    const [attack, who, observed] = ["connects", "agent", "it arrived at 127.0.0.1"];
    expect(() => requireHeld(red)).toThrow(
      expect.objectContaining({
        breaches: [
          { kind: "allowed", attack, who, observed },
          { kind: "unclear", attack, who, observed },
          { kind: "honest-work-broken", what: "the compiler works", observed: "not found" },
        ],
      }),
    );
  });
});
