// What can follow while a change is built: the one list that decisions choose from, and that `phases/build.ts` acts on.
import type { Cap } from "../../../src/domain/budget.ts";
import type { CheckResult, Evidence } from "../../../src/domain/evidence.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import type { PullRef } from "../../../src/domain/outcome.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { GaveUpReason, NoChangeReason } from "../../../src/domain/reason.ts";
import type { Spec } from "../../../src/domain/spec.ts";
import type { Uncarried } from "../../../src/domain/uncarried.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { Done } from "../../roles/done.ts";
import type { SentBack } from "../../roles/sent-back.ts";

/** A change out of the coder's sandbox, and what stopped the coder. `cap` and `wall` null: it handed the change in. */
export type Handed = {
  patch: Patch;
  done: Done;
  cap: Cap | null;
  wall: Wall | null;
  /** What stands in the coder's sandbox and is in no patch. */
  uncarried: Uncarried[];
};
export type Measured = { patch: Patch; done: Done; evidence: Evidence };
export type Built = Measured & { findings: Finding[] };

export type Next =
  | { kind: "measure"; handed: Handed }
  /** Somebody else looks at it. */
  | { kind: "review"; measured: Measured }
  | { kind: "publish"; built: Built }
  /** The coder goes on, and is told why. */
  | { kind: "again"; told: SentBack }
  /** What is known goes up to the architect. */
  | { kind: "escalate"; wall: Wall; broken: CheckResult[] }
  /** The people of the issue are asked, in this version of the spec. */
  | { kind: "ask"; spec: Spec }
  /** Our pull request holds this very change, measured for this very spec: only its threads are answered. */
  | { kind: "answer"; done: Done; pull: PullRef }
  | { kind: "leave"; reason: NoChangeReason }
  /** `broken`: the checks that did not hold when they were last measured. */
  | { kind: "give-up"; reason: GaveUpReason; broken: CheckResult[] };

export function giveUp(reason: GaveUpReason, broken: CheckResult[] = []): Next {
  return { kind: "give-up", reason, broken };
}
