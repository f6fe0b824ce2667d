// What follows from the measurements that they do not show.
import { describe, expect, it } from "@jest/globals";
import type { Evidence, Red } from "../../../src/domain/evidence.ts";
import { gapsIn } from "../../../src/domain/gap.ts";
import { aCheckResult, aProof, someEvidence } from "../../support/builders.ts";

const criterion = { id: "AC1", text: "it adds" };
const gaps = (part: Partial<Evidence>) => gapsIn(someEvidence({ proofs: [aProof()], ...part }), [criterion]);

describe("a gap", () => {
  it("is none where every criterion was red without the change, and the tests run and notice all of it", () => {
    expect(gaps({})).toEqual([]);
  });

  it("is a criterion without proof, or with one that has a fault", () => {
    expect(gaps({ proofs: [] })).toEqual([{ kind: "unproven", criterion, proof: null }]);
    for (const kind of ["green-without", "not-seen-without", "flaky"] as const) {
      const proof = aProof({ faults: [{ kind }] });
      expect(gaps({ proofs: [proof] })).toEqual([{ kind: "unproven", criterion, proof }]);
    }
  });

  it("is a part of the change that no named test needs, and parts there was no time for", () => {
    const place = { file: "a.js", from: 1, to: 2 };
    const survived = {
      place,
      what: "hunk" as const,
      name: null,
      seen: [],
      ending: "survived",
    } satisfies Evidence["ablations"][number];
    expect(gaps({ ablations: [survived, { ...survived, ending: "out-of-time" }] })).toEqual([
      { kind: "ablation-out-of-time", parts: 1 },
      { kind: "survived-ablation", ablation: survived },
    ]);
  });

  it("is a criterion that a whole command proves", () => {
    const proof = aProof({ by: { kind: "check", check: "test" } });
    expect(gaps({ proofs: [proof] })).toEqual([
      { kind: "proven-by-command", criterion: "AC1", check: "test" },
    ]);
  });

  it("is a control that was not run", () => {
    const control = { kind: "not-run", check: "test", runner: null, why: "no-runner" } as const;
    expect(gaps({ controls: [control] })).toEqual([{ kind: "control-not-run", control }]);
  });

  it.each<[Red["kind"][], "missing" | "unknown" | null]>([
    [["missing"], "missing"],
    [["unknown", "missing"], "unknown"],
    [["assertion", "missing"], null],
    [["exception", "missing"], null],
    [[], null],
  ])("is a red on the base that only %j made: %s", (kinds, red) => {
    const tests = { check: "test", files: ["a.test.js"] };
    const reds = kinds.map((kind) => ({ test: "adds", kind, message: null }));
    const redGreen: Evidence["redGreen"][number] = {
      ...tests,
      ...{ base: "failed", head: "passed", seen: true, turnedGreen: [], reds },
    };
    const proofs = [aProof({ noticed: 0 })];
    expect(gaps({ proofs, redGreen: [redGreen] })).toEqual(
      red === null ? [] : [{ kind: "weak-red", ...tests, red }],
    );
  });

  it("is no red of new names alone where a proof failed at an assertion without a part of the change", () => {
    const files = ["a.test.js", "b.test.js"];
    const reds = [{ test: null, kind: "missing" as const, message: null }];
    const redGreen = [
      {
        ...{ check: "test", files, turnedGreen: [], seen: false, reds },
        base: "failed",
        head: "passed",
      } as const,
    ];
    const by = { kind: "test", check: "test", test: "adds", flaky: false } as const;
    const proofs = [aProof({ by, without: "not-loaded" })];
    const weak = { kind: "weak-red", check: "test", red: "missing" };
    const ran = (file: { file?: string }) => [
      aCheckResult({ tests: [{ name: "adds", status: "passed", message: null, ...file }] }),
    ];
    expect(gaps({ proofs, redGreen, head: ran({}) })).toEqual([]);
    expect(gaps({ proofs, redGreen, head: ran({ file: "a.test.js" }) })).toEqual([
      { ...weak, files: ["b.test.js"] },
    ]);
    const other = [{ ...aCheckResult(), check: { ...aCheckResult().check, name: "e2e" } }];
    expect(gaps({ proofs: [aProof({ by: { ...by, check: "e2e" } })], redGreen, head: other })).toEqual([
      { ...weak, files },
    ]);
  });

  it("is a check that fails without the change and with it, and names no test that passes, once", () => {
    const fails = aCheckResult({ ending: "failed", tests: null });
    const reds = [{ test: null, kind: "missing" as const, message: null }];
    const redGreen = { check: "test", files: ["a.test.js"], turnedGreen: [], seen: false, reds };
    const red = { ...redGreen, base: "failed", head: "failed" } as const;
    expect(gaps({ base: [fails], head: [fails], redGreen: [red] })).toEqual([
      { kind: "check-fails-anyway", check: "test" },
    ]);
    const named = { ...fails, tests: [{ name: "adds", status: "passed" as const, message: null }] };
    expect(gaps({ base: [named], head: [named] })).toEqual([]);
    expect(gaps({ base: [fails], head: [aCheckResult()] })).toEqual([]);
  });

  it("is what no test changes, runs, loads or notices, and what was left out", () => {
    const lines = [{ file: "a.js", from: 2, to: 3 }];
    const mutant = { file: "a.js", line: 1, now: "x", ending: "survived" } as const;
    expect(
      gaps({
        testsChanged: "none",
        coverage: { kind: "measured", by: "c8", lines: 3, ran: 1, missed: lines, unloaded: ["b.js"] },
        mutants: [mutant, { ...mutant, ending: "killed" }, { ...mutant, ending: "unbuilt" }],
        leftOut: ["Windows."],
      }),
    ).toEqual([
      { kind: "no-test-changed" },
      { kind: "lines-not-run", lines },
      { kind: "files-not-loaded", files: ["b.js"] },
      { kind: "survived-mutant", mutant },
      { kind: "left-out", text: "Windows." },
    ]);
  });

  it("is coverage that was not measured, with the reason", () => {
    expect(gaps({ coverage: { kind: "unmeasured", why: "no-tool" } })).toEqual([
      { kind: "coverage-unmeasured", why: "no-tool" },
    ]);
  });
});
