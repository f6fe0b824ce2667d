// What was measured for one criterion, and why it is not proven where it is not.
import { z } from "zod";
import { ControlGap, Sight } from "./experiment.ts";
import { LineRange } from "./line-range.ts";
import { Place } from "./remark.ts";
import { ReportFault } from "./report-fault.ts";

/** What was named for a criterion and found: a check, or a test by its runner's name. */
export const Prover = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("check"), check: z.string() }),
  z.object({ kind: z.literal("test"), check: z.string(), test: z.string(), flaky: z.boolean() }),
]);
export type Prover = z.infer<typeof Prover>;

/** What code of a change asks that could tell it who is looking. */
export const Telltale = z.enum([
  "environment",
  "clock",
  "chance",
  "git",
  "process",
  "own-source",
  "runner",
  "exit",
  "judge",
  /** When two values of the code are equal. */
  "equality",
]);
export type Telltale = z.infer<typeof Telltale>;

/** Why no part of the change was taken out. */
export const AblationGap = z.enum(["nothing-to-take-out", "no-time", "unbuilt"]);
export type AblationGap = z.infer<typeof AblationGap>;

const bare = <K extends string>(kind: K) => z.object({ kind: z.literal(kind) });

export const ProofFault = z.discriminatedUnion("kind", [
  bare("nothing-named"),
  /** No test was named for it, and the coder says why none can be: its words. */
  z.object({ kind: z.literal("no-test-can-decide"), because: z.string() }),
  /** `named` is the coder's. */
  z.object({ kind: z.literal("ran-nowhere"), named: z.string(), turnedGreen: z.array(z.string()) }),
  z.object({ kind: z.literal("names-a-check-of-many"), check: z.string(), tests: z.int() }),
  /** A check that runs no test: it can hold whatever the change does. */
  z.object({ kind: z.literal("names-no-test"), check: z.string() }),
  z.object({ kind: z.literal("not-green"), sight: Sight }),
  bare("flaky"),
  bare("green-without"),
  bare("not-seen-without"),
  /** It failed without the change at no assertion, and at none either when a part of the change was taken out. */
  z.object({ kind: z.literal("red-otherwise-without"), sight: Sight }),
  /** It failed at an assertion for no part of the change that was taken out. `places`: it stayed green without these. */
  z.object({ kind: z.literal("survives-ablation"), places: z.array(LineRange) }),
  z.object({ kind: z.literal("no-ablation"), why: AblationGap }),
  /** It is named for these criteria, too, and failed at fewer assertions than it is to prove. */
  z.object({ kind: z.literal("shared"), with: z.array(z.string()) }),
  z.object({ kind: z.literal("control-failed"), check: z.string() }),
  /** Nothing shows that a test of this check could be reported red. */
  z.object({ kind: z.literal("no-control"), check: z.string(), why: ControlGap }),
  bare("reacts-to-placebo"),
  z.object({ kind: z.literal("asks"), place: Place, about: Telltale }),
  /** The change altered what this test of the base expects. */
  z.object({ kind: z.literal("rewritten"), file: z.string(), line: z.int() }),
  /** It stays green when this line of it asks for the opposite, or for another value. */
  z.object({ kind: z.literal("holds-either-way"), file: z.string(), line: z.int() }),
  /**
   * This line of a test sets what the change reads, and it fails without that, or puts a stand-in for what the change defines.
   * `others`: the line begins the test, which fails where no other test of its file does anything.
   */
  z.object({
    kind: z.literal("gives-answer"),
    file: z.string(),
    line: z.int(),
    how: z.enum(["sets", "replaces", "others"]),
  }),
  z.object({ kind: z.literal("report-unsound"), fault: ReportFault }),
]);
export type ProofFault = z.infer<typeof ProofFault>;

/** `without`: on the base with the new tests alone. `with`: on the head. The criterion is proven where `faults` is empty. */
export const Proof = z.object({
  criterion: z.string(),
  /** Null: nothing that was named for it was found. */
  by: Prover.nullable(),
  without: Sight,
  with: Sight,
  /** At how many parts of the change that were taken out it failed at an assertion. */
  noticed: z.int(),
  /** The most telling first. */
  faults: z.array(ProofFault),
});
export type Proof = z.infer<typeof Proof>;

export function isProven({ by, faults }: Proof): boolean {
  return by !== null && faults.length === 0;
}
