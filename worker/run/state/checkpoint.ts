// What is kept of a run as it comes, so that another execution of it goes on at the first phase that is not done. Whatever
// stands in it may be a model's or a stranger's: it is read back through these schemas, and is only data.
import { z } from "zod";
import { Cap } from "../../../src/domain/budget.ts";
import { RedRead } from "../../../src/domain/ci.ts";
import { Direction } from "../../../src/domain/direction.ts";
import { CheckResult, Evidence } from "../../../src/domain/evidence.ts";
import { Finding } from "../../../src/domain/finding.ts";
import { Outcome } from "../../../src/domain/outcome.ts";
import { NO_ROUND, Round } from "../../../src/domain/round.ts";
import { Labels, Rules } from "../../../src/domain/rules.ts";
import { Telling } from "../../../src/domain/run-state.ts";
import { Spec } from "../../../src/domain/spec.ts";
import { Ticket } from "../../../src/domain/ticket.ts";
import { Uncarried } from "../../../src/domain/uncarried.ts";
import { Wall } from "../../../src/domain/wall.ts";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { OpenPull } from "../../../src/github/github.ts";
import { Thread } from "../../../src/github/thread.ts";
import { Excerpt } from "../../../src/messages/transcript.ts";
import { Specified } from "../../roles/architect.ts";
import { Done } from "../../roles/done.ts";
import { Progressed } from "./progress.ts";

/** What the run read from GitHub first, without the way to the repository, which holds a credential. */
export const KeptOpening = z.object({
  ticket: Ticket,
  rules: Rules,
  labels: Labels,
  previous: Spec.nullable(),
  previousIsCurrent: z.boolean(),
  commentsAreRead: z.boolean(),
  into: z.string(),
  intoSha: z.string(),
  rebasedOn: z.string().nullable(),
  afresh: z.array(z.array(z.string())).default([]),
  draft: z.boolean(),
  branch: z.string(),
  branchSha: z.string().nullable(),
  pull: OpenPull.nullable(),
  builtSpec: z.int().nullable(),
  round: Round.default(NO_ROUND),
  threads: z.array(Thread),
  direction: Direction.nullable().default(null),
  red: z.array(RedRead).default([]),
});
export type KeptOpening = z.infer<typeof KeptOpening>;

/** Where building stands: what is done next. */
export const Position = z.discriminatedUnion("kind", [
  /** The coder goes on from the change, and is told this. */
  z.object({ kind: z.literal("attempt"), said: z.string() }),
  /** `cap` and `wall` null: the coder handed the change in. */
  z.object({
    ...{ kind: z.literal("measure"), done: Done, cap: Cap.nullable(), wall: Wall.nullable() },
    uncarried: z.array(Uncarried).default([]),
  }),
  z.object({ kind: z.literal("escalate"), wall: Wall, broken: z.array(CheckResult) }),
  z.object({ kind: z.literal("review"), done: Done, evidence: Evidence }),
  z.object({ kind: z.literal("publish"), done: Done, evidence: Evidence, findings: z.array(Finding) }),
]);
export type Position = z.infer<typeof Position>;

/** What a reviewer found in a change that was then carried over to a newer base, where it makes this tree. */
export const Reviewed = z.object({ treeSha: z.string(), findings: z.array(Finding) });
export type Reviewed = z.infer<typeof Reviewed>;

/** `diff`: the change as it stands, in base64; null: nothing is changed. */
export const KeptBuilding = z.object({
  position: Position,
  diff: z.base64().nullable(),
  progress: Progressed,
  reviewed: Reviewed.nullable(),
});
export type KeptBuilding = z.infer<typeof KeptBuilding>;

/** What is done, phase by phase. Each part stands on those above it; null: that is not done. */
export const Work = z.object({
  version: z.literal(1),
  opening: KeptOpening.nullable(),
  baseline: z.array(CheckResult).nullable(),
  /** Packages that did not build on that base. */
  red: z.array(z.object({ folder: z.string(), unbuilt: CheckResult })).default([]),
  specified: Specified.nullable(),
  order: WorkOrder.nullable(),
  building: KeptBuilding.nullable(),
  /** The run came to this end; whether everybody was told is not known. */
  outcome: Outcome.nullable(),
  said: Excerpt,
  transcripts: z.array(z.string()),
});
export type Work = z.infer<typeof Work>;

export const NO_WORK: Work = {
  version: 1,
  ...{ opening: null, baseline: null, red: [], specified: null, order: null, building: null, outcome: null },
  ...{ said: { first: [], leftOut: 0, last: [] }, transcripts: [] },
};

/** What the run knows and has spent. Of its own, because it changes with each reply of a model. */
export const Spent = z.object({ version: z.literal(1), state: Telling, elapsedMs: z.number() });
export type Spent = z.infer<typeof Spent>;
