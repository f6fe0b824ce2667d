// What the measurements do not show about a change, as facts. `messages/gap.ts` makes the words.
import type { CheckResult, CoverageGap, Evidence, Mutant, RedGreen } from "./evidence.ts";
import type { Ablation, Control } from "./experiment.ts";
import type { LineRange } from "./line-range.ts";
import { isProven, type Proof } from "./proof.ts";
import type { Criterion } from "./spec.ts";

export type Gap =
  /** `proof` null: nothing was measured for the criterion. */
  | { kind: "unproven"; criterion: Criterion; proof: Proof | null }
  /** Proven by the exit status alone, because the tests of this check have no names. */
  | { kind: "proven-by-command"; criterion: string; check: string }
  | { kind: "control-not-run"; control: Extract<Control, { kind: "not-run" }> }
  | { kind: "ablation-out-of-time"; parts: number }
  | { kind: "survived-ablation"; ablation: Ablation }
  /** Red without the change, but at no assertion that could be told. `missing`: only because names are new. */
  | { kind: "weak-red"; check: string; files: string[]; red: "missing" | "unknown" }
  /** It fails without the change and with it, and names no test that passes. */
  | { kind: "check-fails-anyway"; check: string }
  | { kind: "no-test-changed" }
  | { kind: "coverage-unmeasured"; why: CoverageGap }
  | { kind: "lines-not-run"; lines: LineRange[] }
  | { kind: "files-not-loaded"; files: string[] }
  | { kind: "survived-mutant"; mutant: Mutant }
  /** `text` is the architect's. */
  | { kind: "left-out"; text: string };

/** In the order in which a person reads them. */
export function gapsIn(evidence: Evidence, criteria: Criterion[]): Gap[] {
  return [
    ...criteria.flatMap((criterion) => unproven(evidence, criterion)),
    ...evidence.proofs.flatMap((proof): Gap[] =>
      proof.by?.kind === "check" && isProven(proof)
        ? [{ kind: "proven-by-command", criterion: proof.criterion, check: proof.by.check }]
        : [],
    ),
    ...evidence.controls.flatMap((control): Gap[] =>
      control.kind === "not-run" ? [{ kind: "control-not-run", control }] : [],
    ),
    ...ablationGaps(evidence),
    ...failingAnyway(evidence).map((check): Gap => ({ kind: "check-fails-anyway", check })),
    ...evidence.redGreen
      .filter(({ check }) => !failingAnyway(evidence).includes(check))
      .flatMap((each) => weakRed(each, evidence)),
    ...(evidence.testsChanged === "none" ? [{ kind: "no-test-changed" } as const] : []),
    ...coverageGaps(evidence),
    ...evidence.mutants
      .filter(({ ending }) => ending === "survived")
      .map((mutant): Gap => ({ kind: "survived-mutant", mutant })),
    ...evidence.leftOut.map((text): Gap => ({ kind: "left-out", text })),
  ];
}

function unproven({ proofs }: Evidence, criterion: Criterion): Gap[] {
  const proof = proofs.find((each) => each.criterion === criterion.id) ?? null;
  if (proof !== null && isProven(proof)) return [];
  return [{ kind: "unproven", criterion, proof }];
}

function ablationGaps({ ablations }: Evidence): Gap[] {
  const late = ablations.filter(({ ending, what }) => ending === "out-of-time" && what !== "types").length;
  return [
    ...(late === 0 ? [] : [{ kind: "ablation-out-of-time", parts: late } as const]),
    ...ablations
      .filter(({ ending }) => ending === "survived")
      .map((ablation): Gap => ({ kind: "survived-ablation", ablation })),
  ];
}

/** Whether an error in the code could show: a check that fails anyway, and names no test that passes, ends the same with it. */
export function canNotice({ ending, tests }: CheckResult): boolean {
  return ending === "passed" || (tests ?? []).some(({ status }) => status === "passed");
}

function failingAnyway({ base, head }: Evidence): string[] {
  const failing = (results: CheckResult[]) =>
    results.filter((result) => result.check.kind === "test" && !canNotice(result));
  const before = new Set(failing(base).map(({ check }) => check.name));
  return failing(head).flatMap(({ check }) => (before.has(check.name) ? [check.name] : []));
}

/** The change may be right all the same: a test of a new function cannot but fail where the function is not. */
function weakRed({ check, files, reds }: RedGreen, evidence: Evidence): Gap[] {
  if (reds.length === 0 || reds.some(({ kind }) => kind === "assertion" || kind === "exception")) return [];
  if (!reds.every(({ kind }) => kind === "missing"))
    return [{ kind: "weak-red", check, files, red: "unknown" }];
  const shown = shownOtherwise(check, evidence);
  const rest = shown === "some" ? [] : files.filter((file) => !shown.has(file));
  return rest.length === 0 ? [] : [{ kind: "weak-red", check, files: rest, red: "missing" }];
}

/** Files whose tests failed at an assertion when a part of the change was taken out. `some`: nobody knows which files. */
function shownOtherwise(check: string, { proofs, head }: Evidence): Set<string> | "some" {
  const results = head.filter((result) => result.check.name === check).flatMap(({ tests }) => tests ?? []);
  const files = proofs.flatMap(({ by, noticed }) => {
    if (by?.kind !== "test" || by.check !== check || noticed === 0) return [];
    return [results.find(({ name }) => name === by.test)?.file ?? null];
  });
  return files.includes(null) ? "some" : new Set(files.flatMap((file) => file ?? []));
}

function coverageGaps({ coverage }: Evidence): Gap[] {
  if (coverage.kind === "unmeasured") return [{ kind: "coverage-unmeasured", why: coverage.why }];
  const { missed, unloaded } = coverage;
  const gaps: Gap[] = [];
  if (missed.length > 0) gaps.push({ kind: "lines-not-run", lines: missed });
  if (unloaded.length > 0) gaps.push({ kind: "files-not-loaded", files: unloaded });
  return gaps;
}
