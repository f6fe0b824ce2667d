// What the arms of an experiment showed: each test in each arm, and the controls that say whether the measurement is valid.
import { z } from "zod";
import { LineRange } from "./line-range.ts";
import { ReportFault } from "./report-fault.ts";

/**
 * What was seen of one test in one arm. `failed-otherwise`: at no assertion that could be told. `not-loaded`: it could not
 * be compiled or loaded, or it uses a name that does not exist there. `not-seen`: no report named it.
 */
export const Sight = z.enum([
  "passed",
  "failed-at-assertion",
  "failed-otherwise",
  "not-loaded",
  "skipped",
  "flaky",
  "not-seen",
]);
export type Sight = z.infer<typeof Sight>;

/** Why no control could be run. */
export const ControlGap = z.enum([
  /** No runner that we know by name runs this check. */
  "no-runner",
  /** No control can be written for the test files that were named. */
  "no-control-for-file",
  "no-time",
]);
export type ControlGap = z.infer<typeof ControlGap>;

/** Two tests of the harness, added to a run that is not the verdict. `negative` asserts what is false, `positive` what is true. */
export const Control = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ran"),
    check: z.string(),
    runner: z.string(),
    negative: Sight,
    positive: Sight,
    /** A negative one at the end of the named test's own file; absent where none could be put there. */
    inside: Sight.optional(),
    /** Why the report of this run proves nothing; absent where nothing is wrong with it. */
    reportFault: ReportFault.optional(),
  }),
  z.object({
    kind: z.literal("not-run"),
    check: z.string(),
    runner: z.string().nullable(),
    why: ControlGap,
  }),
]);
export type Control = z.infer<typeof Control>;

/** `reacted`: tests that were green and were not when the code was only spelled otherwise. */
export const Placebo = z.object({ check: z.string(), reacted: z.array(z.string()) });
export type Placebo = z.infer<typeof Placebo>;

/** What the test named for a criterion showed while a part of the change was taken out. */
export const Ablated = z.object({
  check: z.string(),
  /** Null: the whole command, which names no test. */
  test: z.string().nullable(),
  sight: Sight,
  /** 1-based line of the test's file; absent where nobody can tell. */
  failedAt: z.int().optional(),
});
export type Ablated = z.infer<typeof Ablated>;

/**
 * The change without one of its parts. `noticed`: a test named for a criterion failed at an assertion. `survived`: every one of them stayed green. `unclear`: none failed at an
 * assertion, and not all stayed green. `out-of-time`: it was never taken out, for lack of time or among too many parts.
 */
export const Ablation = z.object({
  place: LineRange,
  /**
   * `function`: it is emptied. `hunk`: it is taken back. `value`: its lines return nothing, or name another value. `data`: lines of a
   * file of data are taken back, or say something else. `types`: lines are taken back that say something to a checker of types alone.
   */
  what: z.enum(["function", "hunk", "value", "data", "types"]),
  /** Of the function. */
  name: z.string().nullable(),
  seen: z.array(Ablated),
  ending: z.enum(["noticed", "survived", "unclear", "unbuilt", "out-of-time"]),
});
export type Ablation = z.infer<typeof Ablation>;

/** A line of a named test, or of the tests of a whole command (`test` is null), that judges nothing: it holds whatever it asks for. */
export type Held = { check: string; test: string | null; file: string; line: number };

/**
 * A line of a test that sets what the change reads, or puts a stand-in in the place of what the change defines: the answer may be
 * the test's and not the code's. `others`: the test is green only behind other tests of its file.
 */
export type Given = { file: string; line: number; how: "sets" | "replaces" | "others" };
export type GivenTo = Given & { check: string; test: string };

/** Both controls were reported by their names, each as it had to be, in a report without a fault. */
export function behaved(control: Control): boolean {
  if (control.kind === "not-run") return false;
  const { negative, positive, inside = "failed-at-assertion", reportFault } = control;
  const areRed = [negative, inside].every((sight) => sight === "failed-at-assertion");
  return areRed && positive === "passed" && reportFault === undefined;
}
