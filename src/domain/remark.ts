// What needs a second look in a change, as facts. `messages/remark.ts` makes the words.
import { z } from "zod";
import type { Dependency } from "./dependency.ts";
import type { NotRun } from "./not-run.ts";
import type { ReportFault } from "./report-fault.ts";
import type { Rewritten } from "./rewritten.ts";
import { Uncarried } from "./uncarried.ts";

const path = z.string();
const ofPath = <K extends string>(kind: K) => z.object({ kind: z.literal(kind), path });

/** Lines of a file, 1-based and inclusive. */
export const Place = z.object({ path, from: z.int(), to: z.int() });
export type Place = z.infer<typeof Place>;

/** A test or a check asks for less than before. What is read from the patch may be right all the same. */
export const Weakening = z.discriminatedUnion("kind", [
  /** They passed on the base, and the head's output names them no more. */
  z.object({ kind: z.literal("tests-gone"), check: z.string(), tests: z.array(z.string()) }),
  z.object({ kind: z.literal("tests-skipped"), check: z.string(), tests: z.array(z.string()) }),
  /** The file gained a test that is skipped, or one that runs alone. */
  ofPath("disabled-test"),
  z.object({ kind: z.literal("lost-assertions"), path, lost: z.int() }),
  ofPath("looser-comparison"),
  z.object({ kind: z.literal("looser-limit"), path, limit: z.enum(["digits", "difference", "time"]) }),
  /** `flag` is what stands in the file and lets a check pass. */
  z.object({ kind: z.literal("lenient-script"), path, flag: z.string() }),
  ofPath("silenced-checker"),
]);
export type Weakening = z.infer<typeof Weakening>;

/** Something else that may make a change look better than it is, or that nobody asked for. */
export const Suspicion = z.discriminatedUnion("kind", [
  /** Right where the output is meant to change; only a reader can tell. */
  ofPath("edited-snapshot"),
  ofPath("test-settings"),
  ofPath("checker-settings"),
  /** A test runner, or the language, loads it in place of a file of its own. */
  ofPath("in-runners-place"),
  /** A build makes it of other files, and none of those was changed. */
  ofPath("built-alone"),
  ofPath("unseen-characters"),
  ofPath("binary"),
  ofPath("executable"),
  /** `renamed`: the same but for names and values. */
  z.object({ kind: z.literal("copied"), added: Place, there: Place, renamed: z.boolean() }),
  /** It stood in the coder's sandbox, and the change is without it. */
  z.object({ kind: z.literal("uncarried"), ...Uncarried.shape }),
  /** More lines are added than the rules allow: before the first round of review, now, and at most. */
  z.object({
    kind: z.literal("grown"),
    part: z.enum(["source", "tests"]),
    ...{ first: z.int(), now: z.int(), most: z.int() },
  }),
  /** Changed outside of the work order's footprint. */
  z.object({ kind: z.literal("stray-files"), paths: z.array(path) }),
]);
export type Suspicion = z.infer<typeof Suspicion>;
export type Growth = Extract<Suspicion, { kind: "grown" }>;

/** Everything that needs a second look; the last six follow from what was measured. */
export type Remark =
  | Weakening
  | Suspicion
  | { kind: "proves-nothing"; check: string; files: string[] }
  /** The check passes without the change, and no report says that it ran the tests of these files. */
  | { kind: "tests-not-seen"; check: string; files: string[] }
  /** They seem to pass without the change, in a report that proves nothing. */
  | { kind: "tests-in-faulty-report"; check: string; files: string[]; fault: ReportFault }
  | { kind: "not-run"; notRun: NotRun }
  /** No step of the order announces it. */
  | { kind: "rewritten"; rewritten: Rewritten }
  /** Some fail that the patch does not alter. */
  | { kind: "base-tests-fail"; check: string }
  | { kind: "only-tests" }
  /** Nobody announced it, or something else about it needs a look. */
  | { kind: "dependency"; dependency: Dependency };
