// Decides for each criterion whether it is proven, from what was seen in all arms.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import {
  type Ablation,
  behaved,
  type Control,
  type GivenTo,
  type Held,
  type Placebo,
  type Sight,
} from "../../../src/domain/experiment.ts";
import type { Proof, ProofFault, Prover, Telltale } from "../../../src/domain/proof.ts";
import type { Place } from "../../../src/domain/remark.ts";
import { failsBesides, type ReportFault } from "../../../src/domain/report-fault.ts";
import { isAnnounced, type Rewritten } from "../../../src/domain/rewritten.ts";
import type { Criterion } from "../../../src/domain/spec.ts";
import { ablatedBy, isRed } from "./ablated.ts";
import { ablationFaults } from "./ablation-faults.ts";
import { ownAssertions } from "./own-assertions.ts";
import { sightOf } from "./sight.ts";
import { type Claim, keyOf, proverOf, type Undecidable } from "./trace.ts";

export type Seen = {
  base: CheckResult[];
  /** The base with the new tests; null where the patch has none. */
  withTests: CheckResult[] | null;
  head: CheckResult[];
  /** Tests that turned from red to green. */
  turnedGreen: string[];
  /** The test files of the change. */
  touched?: readonly string[];
  /** Null: no part was to be taken out. */
  ablations: Ablation[] | null;
  controls: Control[];
  placebos: Placebo[];
  /** Lines of named tests that judge nothing. */
  held: Held[];
  /** Lines of tests that give the code its answer. */
  given: GivenTo[];
  /** Code of the change that asks who is looking. */
  asked: { place: Place; about: Telltale }[];
  /** Tests that also hold where values are compared by type and parts. Left out: none was tried. */
  byParts?: readonly Prover[];
  rewritten: Rewritten[];
};

type Id = Pick<Criterion, "id">;

/** One proof for each criterion. Where several tests are named for it, the one with the fewest faults counts. */
export function prove(
  criteria: readonly Id[],
  claims: readonly Claim[],
  seen: Seen,
  undecidable: readonly Undecidable[] = [],
): Proof[] {
  const proofs = criteria.map(({ id }) => {
    const of = claims.filter(({ criterion }) => criterion === id).map(({ by }) => proofBy(id, by, seen));
    const best = of.toSorted((a, b) => a.faults.length - b.faults.length)[0];
    const said = undecidable.find(({ criterion }) => criterion === id);
    const fault: ProofFault =
      said === undefined ? { kind: "nothing-named" } : { kind: "no-test-can-decide", because: said.because };
    return best ?? { ...NOTHING, criterion: id, faults: [fault] };
  });
  return proofs.map((proof) => ({
    ...proof,
    faults: [...proof.faults, ...sharedFaults(proof, proofs, seen)],
  }));
}

const NOTHING = { by: null, without: "not-seen", with: "not-seen", noticed: 0 } as const;

function proofBy(criterion: string, named: string, seen: Seen): Proof {
  const by = proverOf(named, seen.head, seen.touched);
  if (by === null) {
    const fault: ProofFault = { kind: "ran-nowhere", named, turnedGreen: seen.turnedGreen };
    return { ...NOTHING, criterion, faults: [fault] };
  }
  const without = sightOf(by, seen.withTests ?? seen.base);
  const on = sightOf(by, seen.head);
  const faults = [
    ...claimFaults(by, seen),
    ...reportFaults(by, seen),
    ...rewrittenFaults(by, seen),
    ...givenFaults(by, seen),
    ...heldFaults(by, seen),
    ...askedFaults(by, seen),
    ...sightFaults(without, on),
    ...ablationFaults(by, without, seen.ablations),
    ...placeboFaults(by, seen),
  ];
  const noticed = ablatedBy(by, seen.ablations ?? []).filter((each) => isRed(by, each.sight)).length;
  return { criterion, by, without, with: on, noticed, faults };
}

/** A check proves something by itself only where its tests have no names. */
function claimFaults(by: Prover, { head }: Seen): ProofFault[] {
  if (by.kind === "test") return [];
  const result = resultOf(by.check, head);
  if (result?.check.kind !== "test") return [{ kind: "names-no-test", check: by.check }];
  const tests = (result.tests ?? []).length;
  return tests === 0 ? [] : [{ kind: "names-a-check-of-many", check: by.check, tests }];
}

function reportFaults(by: Prover, { base, head, controls }: Seen): ProofFault[] {
  const fault = resultOf(by.check, head)?.reportFault;
  const control = controls.find(({ check }) => check === by.check);
  return [
    ...(control === undefined ? [] : controlFaults(by, control)),
    ...(fault === undefined || !counts(fault, by, base) ? [] : [{ kind: "report-unsound", fault } as const]),
  ];
}

function controlFaults({ check }: Prover, control: Control): ProofFault[] {
  if (control.kind === "not-run") return [{ kind: "no-control", check, why: control.why }];
  return behaved(control) ? [] : [{ kind: "control-failed", check }];
}

/** Where a whole command counts, nobody reads its report; but one that could be read before is not lost by chance. */
function counts(fault: ReportFault, by: Prover, base: CheckResult[]): boolean {
  const before = resultOf(by.check, base)?.reportFault;
  if (by.kind === "test") return concerns(fault, by.test) && !failsBesides(fault, before);
  return before?.kind !== fault.kind;
}

function resultOf(check: string, results: CheckResult[]): CheckResult | undefined {
  return results.find((result) => result.check.name === check);
}

/** What such a test asks now was nobody's order, so it proves nothing. */
function rewrittenFaults(by: Prover, { rewritten }: Seen): ProofFault[] {
  const own = rewritten.find(
    (each) =>
      each.check === by.check &&
      !isAnnounced(each) &&
      (each.test === null || by.kind === "check" || each.test === by.test),
  );
  return own === undefined ? [] : [{ kind: "rewritten", file: own.file, line: own.line }];
}

function givenFaults(by: Prover, { given }: Seen): ProofFault[] {
  const [own] = given.filter(
    ({ check, test }) => by.kind === "test" && by.check === check && by.test === test,
  );
  return own === undefined ? [] : [{ kind: "gives-answer", file: own.file, line: own.line, how: own.how }];
}

function heldFaults(by: Prover, { held }: Seen): ProofFault[] {
  const named = by.kind === "test" ? by.test : null;
  const [own] = held.filter(({ check, test }) => by.check === check && test === named);
  return own === undefined ? [] : [{ kind: "holds-either-way", file: own.file, line: own.line }];
}

/** What the change says of equality decides nothing in a test that holds without it. */
function askedFaults(by: Prover, { asked, byParts = [] }: Seen): ProofFault[] {
  const isEven = byParts.some((each) => keyOf(each) === keyOf(by));
  const doubts = asked.filter(({ about }) => about !== "equality" || !isEven);
  return doubts.slice(0, 1).map((doubt) => ({ kind: "asks", ...doubt }));
}

function concerns(fault: ReportFault, test: string): boolean {
  return (
    fault.kind !== "doubled" || fault.tests.some((name) => test === name || test.startsWith(`${name} (`))
  );
}

function sightFaults(without: Sight, on: Sight): ProofFault[] {
  const faults: ProofFault[] = [];
  if (on === "flaky" || without === "flaky") faults.push({ kind: "flaky" });
  else if (on !== "passed") faults.push({ kind: "not-green", sight: on });
  if (without === "passed") faults.push({ kind: "green-without" });
  // Absent is not red.
  if (without === "not-seen" || without === "skipped") faults.push({ kind: "not-seen-without" });
  return faults;
}

function placeboFaults(by: Prover, { placebos }: Seen): ProofFault[] {
  const reacted = placebos
    .filter(({ check }) => check === by.check)
    .some((placebo) => placebo.reacted.includes(by.kind === "test" ? by.test : by.check));
  return reacted ? [{ kind: "reacts-to-placebo" }] : [];
}

/** A test that is named for several criteria has to be seen failing at an assertion of its own for each. */
function sharedFaults(proof: Proof, all: Proof[], { ablations }: Seen): ProofFault[] {
  const { by } = proof;
  if (by === null) return [];
  const others = all.filter(
    (each) => each.criterion !== proof.criterion && each.by !== null && keyOf(each.by) === keyOf(by),
  );
  if (others.length === 0) return [];
  if (ownAssertions(by, ablations ?? []) > others.length) return [];
  return [{ kind: "shared", with: others.map(({ criterion }) => criterion) }];
}
