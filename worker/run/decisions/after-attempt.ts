// What follows when the coder stopped. Its word that it is done, or blocked, is one fact among others.
import type { PullRef } from "../../../src/domain/outcome.ts";
import { isEmpty, type Patch } from "../../../src/domain/patch.ts";
import type { PatchFault } from "../../../src/domain/patch-fault.ts";
import type { Uncarried } from "../../../src/domain/uncarried.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import type { Done } from "../../roles/done.ts";
import { atWall, type Bounds, type History, NOTHING_SEEN } from "./history.ts";
import { giveUp, type Next } from "./next.ts";
import { type Budgets, unanswered } from "./unanswered.ts";

/** What was taken out of the coder's sandbox. */
export type Taken =
  | { kind: "nothing" }
  | { kind: "does-not-apply"; fault: PatchFault }
  | { kind: "applied"; patch: Patch };

/** `wall`: what the conversation was broken off at; null: nothing. */
export type Attempted = {
  answer: HandIn<Done>;
  wall: Wall | null;
  taken: Taken;
  /** What stands in the sandbox and is in no patch. */
  uncarried: Uncarried[];
};

/**
 * `built`: our open pull request and its tree, where it was built from this very spec; null: there is no such.
 * `done`: what the coder said of the work so far.
 */
export type Circumstances = {
  built: { pull: PullRef; treeSha: string } | null;
  done: Done;
  history: History;
  bounds: Bounds;
  budgets: Budgets;
};

export function afterAttempt(attempted: Attempted, circumstances: Circumstances): Next {
  const { answer, wall, taken, uncarried } = attempted;
  const { built, done, history, bounds, budgets } = circumstances;
  const patch = taken.kind === "applied" && !isEmpty(taken.patch) ? taken.patch : null;
  if (wall !== null && taken.kind === "nothing") return atWall(wall, [], history, bounds);
  if (wall === null && answer.kind === "silent")
    return giveUp(unanswered("carry-out-order", answer, budgets));
  if (wall === null && answer.kind === "out-of-budget" && taken.kind === "nothing")
    return giveUp(unanswered("carry-out-order", answer, budgets));
  if (taken.kind === "does-not-apply") return giveUp({ kind: "does-not-apply", fault: taken.fault });
  if (answer.kind === "handed-in" && answer.value.blocked !== null)
    return giveUp({ kind: "coder-blocked", said: answer.value.blocked });
  if (isToBeTold(attempted, circumstances))
    return { kind: "again", told: { kind: "second-look", look: { ...NOTHING_SEEN, uncarried } } };
  if (patch === null)
    return wall === null
      ? { kind: "leave", reason: { kind: "coder-changed-nothing" } }
      : atWall(wall, [], history, bounds);
  if (wall === null && built !== null && patch.treeSha === built.treeSha)
    return answer.kind === "handed-in"
      ? { kind: "answer", done, pull: built.pull }
      : giveUp(unanswered("carry-out-order", answer, budgets));
  const cap = wall === null && answer.kind === "out-of-budget" ? answer.cap : null;
  return { kind: "measure", handed: { patch, done, cap, wall, uncarried } };
}

/** Once, before anything is measured without it. */
function isToBeTold({ answer, wall, uncarried }: Attempted, { history, bounds }: Circumstances): boolean {
  const goesOn = wall === null && answer.kind === "handed-in" && history.attempts < bounds.maxAttempts;
  return goesOn && uncarried.length > 0 && !history.told.uncarried;
}
