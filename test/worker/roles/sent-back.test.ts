// What goes back to the coder, and up to the architect, of what an attempt came to.
import { describe, expect, it } from "@jest/globals";
import { triedText } from "../../../worker/roles/advice.ts";
import { withoutRepeats } from "../../../worker/roles/sent-back.ts";
import { aCheckResult } from "../../support/builders.ts";

const diagnostic = (message: string, line = 1) =>
  ({ file: "a.ts", line, column: 1, code: "TS1", severity: "error", message }) as const;
const check = (name: string) => ({ name, command: name, kind: "build", timeoutMs: 1000 }) as const;

describe("what is told of failures", () => {
  it("names each error once, at the first check that found it", () => {
    const build = aCheckResult({ check: check("build"), diagnostics: [diagnostic("a"), diagnostic("a", 2)] });
    const types = aCheckResult({ check: check("types"), diagnostics: [diagnostic("a", 3), diagnostic("b")] });
    const kept = withoutRepeats([build, types]).map((result) => result.diagnostics);
    expect(kept).toEqual([[diagnostic("a"), diagnostic("a", 2)], [diagnostic("b")]]);
  });

  it("says in a line what an attempt came to, and what the architect said", () => {
    const tests = aCheckResult({ tests: [{ name: "adds", status: "failed", message: "no" }] });
    const hung = aCheckResult({ check: check("lint") });
    const attempt = { kind: "attempt", number: 2 } as const;
    expect(triedText({ ...attempt, broken: [tests, hung] })).toBe("attempt 2: `test` (adds), `lint` failed");
    const long = aCheckResult({ diagnostics: [diagnostic("word ".repeat(500))] });
    expect(triedText({ ...attempt, broken: [long] }).length).toBeLessThan(400);
    expect(triedText({ kind: "advice", instructions: "Look\nthere." })).toBe(
      "the architect's advice: Look there.",
    );
  });
});
