// What the evidence as a whole says of a change. From measurements alone: no model is asked.
import { z } from "zod";
import { brokenChecks } from "./broken-checks.ts";
import { isDoubtful } from "./dependency.ts";
import { type CheckResult, type Evidence, failedTests, type Mutant, type RedGreen } from "./evidence.ts";
import { type Ablation, behaved, type Control } from "./experiment.ts";
import type { LineRange } from "./line-range.ts";
import { isProven, type ProofFault } from "./proof.ts";
import type { Remark } from "./remark.ts";
import { isAnnounced, rewrittenPlaces } from "./rewritten.ts";
import type { Criterion } from "./spec.ts";

/**
 * `success`: every check holds, every criterion is proven, every control behaved, and there is no doubt. `neutral`: the
 * checks hold, and a person has to say of something else whether it is right. `failure`: a check does not hold; such a
 * change is not published today, so nobody sees it.
 */
export const Conclusion = z.enum(["success", "neutral", "failure"]);
export type Conclusion = z.infer<typeof Conclusion>;

export function conclusionOf(evidence: Evidence, criteria: Criterion[]): Conclusion {
  if (brokenChecks(evidence.base, evidence.head).length > 0) return "failure";
  return doubtsAbout(evidence, criteria).length === 0 ? "success" : "neutral";
}

/** Why a change whose checks hold is not a `success`. */
export type Doubt =
  | { kind: "control"; control: Control }
  | { kind: "no-criterion" }
  | { kind: "unproven"; criterion: string; fault: ProofFault }
  | { kind: "remark"; remark: Remark }
  /** Every named test stayed green without this part of the change. */
  | { kind: "survived-ablation"; ablation: Ablation }
  | { kind: "survived-mutant"; mutant: Mutant }
  /** So many parts of the change were never taken out to see whether a test needs them. */
  | { kind: "parts-untried"; parts: number }
  /** Changed lines that no test ran, as a coverage tool says. */
  | { kind: "lines-not-run"; missed: LineRange[] };

/** The gravest first: it is the reason that a person reads first. */
export function doubtsAbout(evidence: Evidence, criteria: Criterion[]): Doubt[] {
  const { controls, ablations, mutants } = evidence;
  const remarks = lookTwice(evidence).map((remark) => ({ kind: "remark" as const, remark }));
  return [
    // What is measured of code that is in nothing that was built says nothing.
    ...remarks.filter(({ remark }) => remark.kind === "not-run"),
    ...controls
      .filter((control) => !behaved(control))
      .map((control): Doubt => ({ kind: "control", control })),
    ...(criteria.length === 0 ? [{ kind: "no-criterion" } as const] : []),
    ...criteria.flatMap(({ id }) => unproven(evidence, id)),
    ...remarks.filter(({ remark }) => remark.kind !== "not-run"),
    // What only a checker of types reads is nothing that a test could need.
    ...ablations
      .filter(({ ending, what }) => ending === "survived" && what !== "types")
      .map((ablation): Doubt => ({ kind: "survived-ablation", ablation })),
    ...mutants
      .filter(({ ending }) => ending === "survived")
      .map((mutant): Doubt => ({ kind: "survived-mutant", mutant })),
    ...missedBy(evidence),
    ...untriedIn(evidence),
  ];
}

function missedBy({ coverage }: Evidence): Doubt[] {
  if (coverage.kind === "unmeasured" || coverage.missed.length === 0) return [];
  return [{ kind: "lines-not-run", missed: coverage.missed }];
}

function untriedIn({ ablations }: Evidence): Doubt[] {
  const parts = ablations.filter(({ ending, what }) => ending === "out-of-time" && what !== "types").length;
  return parts === 0 ? [] : [{ kind: "parts-untried", parts }];
}

function unproven({ proofs }: Evidence, criterion: string): Doubt[] {
  const proof = proofs.find((each) => each.criterion === criterion);
  if (proof !== undefined && isProven(proof)) return [];
  return [{ kind: "unproven", criterion, fault: proof?.faults[0] ?? { kind: "nothing-named" } }];
}

/** What a person should look at before merging: first what nothing ran, then whose code comes in, then what asks for less. */
export function lookTwice(evidence: Evidence): Remark[] {
  const { base, baseTestsOnHead, dependencies, rewritten, suspicions, testsChanged, weakened } = evidence;
  const failOnHead = brokenChecks(base, baseTestsOnHead ?? []).filter((each) => !isExplained(each, evidence));
  return [
    ...evidence.notRun.map((notRun): Remark => ({ kind: "not-run", notRun })),
    ...dependencies.filter(isDoubtful).map((dependency): Remark => ({ kind: "dependency", dependency })),
    ...weakened,
    ...passWithout(evidence).map(({ check, files, seen, reportFault }): Remark => {
      if (reportFault !== undefined)
        return { kind: "tests-in-faulty-report", check, files, fault: reportFault };
      return { kind: seen ? "proves-nothing" : "tests-not-seen", check, files };
    }),
    // The change may be right and its tests rewritten for it: a person has to say so.
    ...rewrittenPlaces(rewritten)
      .filter((each) => !isAnnounced(each))
      .map((each): Remark => ({ kind: "rewritten", rewritten: each })),
    ...failOnHead.map(({ check }): Remark => ({ kind: "base-tests-fail", check: check.name })),
    ...(testsChanged === "alone" ? [{ kind: "only-tests" } as const] : []),
    ...suspicions,
  ];
}

/** The change's tests that pass without it; nothing is said of files that no check runs. */
export function passWithout(evidence: Evidence): RedGreen[] {
  return ranTests(evidence).filter(({ base }) => base === "passed");
}

/** The change's tests on base and head, without files that no check runs. */
export function ranTests({ redGreen, notRun }: Evidence): RedGreen[] {
  const idle = new Set(notRun.flatMap((each) => (each.kind === "test-file" ? [each.path] : [])));
  return redGreen
    .map((each) => ({ ...each, files: each.files.filter((file) => !idle.has(file)) }))
    .filter(({ files }) => files.length > 0);
}

/** Everything that fails there is a test, or a file of tests, that was rewritten. */
function isExplained(onHead: CheckResult, { rewritten, knownFailures }: Evidence): boolean {
  const own = rewritten.filter(({ check }) => check === onHead.check.name);
  const failed = failedTests(onHead).filter((name) => !knownFailures.includes(name));
  const explains = (name: string) =>
    own.some(({ test, file }) => test === null || test === name || name.includes(file));
  return own.length > 0 && failed.every(explains);
}

/** The evidence in numbers. `broken`: checks that do not hold; where there are any, nothing else counts. */
export const Tally = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("broken"), broken: z.int(), checks: z.int() }),
  z.object({
    kind: z.literal("holds"),
    criteria: z.int(),
    proven: z.int(),
    /** Their test passes without the change, too. */
    held: z.int(),
    /** Their test passes, and was not seen without the change. */
    unseen: z.int(),
    lookTwice: z.int(),
  }),
]);
export type Tally = z.infer<typeof Tally>;

export function tallyOf(evidence: Evidence, criteria: Criterion[]): Tally {
  const broken = brokenChecks(evidence.base, evidence.head).length;
  if (broken > 0) return { kind: "broken", broken, checks: evidence.head.length };
  const proofs = evidence.proofs.filter(({ criterion }) => criteria.some(({ id }) => id === criterion));
  const faulty = (kind: ProofFault["kind"]) =>
    proofs.filter(({ faults }) => faults.some((fault) => fault.kind === kind)).length;
  return {
    kind: "holds",
    criteria: criteria.length,
    proven: proofs.filter(isProven).length,
    held: faulty("green-without"),
    unseen: faulty("not-seen-without"),
    lookTwice: lookTwice(evidence).length,
  };
}
