// From the ticket to an agreed spec: used as it stands, accepted as recommended, or written (anew) by the architect.

import { textBasis } from "../../../src/domain/basis.ts";
import { isRestart } from "../../../src/domain/direction.ts";
import { gaveUp, unchanged } from "../../../src/domain/outcome.ts";
import { type IssueSize, issueSize, mayBeSmall } from "../../../src/domain/size.ts";
import { acceptRecommended, blockingQuestions, type Spec, specChanges } from "../../../src/domain/spec.ts";
import { visible } from "../../../src/domain/text.ts";
import { ticketText } from "../../../src/domain/ticket.ts";
import { type Specified, writeSpec } from "../../roles/architect.ts";
import { checksText } from "../../roles/checks-text.ts";
import { withConvention } from "../../roles/convention-text.ts";
import { withOrigin } from "../../roles/spec-draft.ts";
import { styleText } from "../../roles/style.ts";
import { reviewText } from "../../roles/threads-text.ts";
import { readerTools } from "../../tools/index.ts";
import { asksOf, idleAfterSpec, specServes } from "../decisions/asks.ts";
import { threadsIn } from "../decisions/direction.ts";
import { unanswered } from "../decisions/unanswered.ts";
import type { Run } from "../state/begin.ts";
import type { Learn } from "../state/state.ts";
import { askPeople } from "./ask-people.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import { ended, type Found, found } from "./found.ts";
import { openOnDemand } from "./open-sandbox.ts";
import type { Opening } from "./ticket.ts";
import type { Ground } from "./workspace.ts";

export type SpecNeeds = Pick<Run, "job" | "claim" | "github" | "sandboxes" | "settings" | "budgets"> &
  EquipNeeds & { learn: Learn<"spec" | "changes" | "basis" | "usage"> };

export async function specify(
  run: SpecNeeds,
  ground: Ground,
  signal: AbortSignal,
): Promise<Found<Specified>> {
  const { previous, threads, builtSpec } = ground.opening;
  const written = await nextSpec(run, ground, signal);
  if (written.kind === "ended") return written;
  const { basis, short } = written.value;
  const spec = versionAfter(ground.opening, written.value.spec);
  run.learn({
    spec,
    ...(basis === null ? {} : { basis }),
    changes: previous === null || spec === previous ? [] : specChanges(previous, spec),
  });
  if (blockingQuestions(spec).length > 0) return ended(await askPeople(run, spec));
  const built = { version: spec.version, builtSpec, threads: threads.length };
  const idle = idleAfterSpec(asksOf(run.job), built);
  return idle === null ? found({ spec, short }) : ended(unchanged(idle));
}

/** Basis null: the one the comment shows stays. */
type Written = Specified & { basis: string | null };

async function nextSpec(run: SpecNeeds, ground: Ground, signal: AbortSignal): Promise<Found<Written>> {
  const { previous, ticket, pictures, rules, direction } = ground.opening;
  const asks = asksOf(run.job);
  const restarts = isRestart(direction);
  const agreed = previous !== null && asks.acceptsRecommended ? acceptRecommended(previous) : previous;
  if (agreed !== null && !restarts && specServes(asks, ground.opening))
    return found({ spec: agreed, short: null, basis: null });
  const use = { layer: null, patch: null, purpose: "architect" } as const;
  await using sandbox = openOnDemand(run, ground, use, signal);
  const equipment = equip(run, rules, readerTools(sandbox), signal);
  const text = ticketText(ticket);
  const short = sizeIfSmall(ground, text);
  const answer = await writeSpec(equipment, {
    ...(await ground.territory()),
    ticketText: text,
    review: restarts ? reviewText(threadsIn(ground.opening), direction) : "",
    pictures,
    previous: agreed,
    short,
    ...deskOf(ground, short !== null),
  });
  if (answer.kind !== "handed-in") return ended(gaveUp(unanswered("write-spec", answer, run.budgets())));
  return found({ ...answer.value, basis: textBasis(ticket) });
}

/** Who also writes the order is told all that an order depends on. */
function deskOf({ guides, convention, project, workspace }: Ground, withOrder: boolean) {
  const near = { paths: workspace.view.paths, near: [] };
  const checks = checksText({ project, results: [], ...near });
  return withOrder
    ? { style: withConvention(styleText(guides, ["code", "tests", "commits"]), convention), checks }
    : { style: styleText(guides, ["code"]), checks };
}

/** Null: it takes the long way. */
function sizeIfSmall({ existing, opening, workspace }: Ground, text: string): IssueSize | null {
  const begun = existing !== null || opening.threads.length > 0;
  const size = { ...issueSize(visible(text), workspace.view.paths), begun };
  return mayBeSmall(size) ? size : null;
}

/** A version is new only when its words are; then it says which review it comes from. */
function versionAfter({ previous, direction, pull, threads }: Opening, written: Spec): Spec {
  if (previous === null) return written;
  if (specChanges(previous, written).length === 0) return previous;
  const next = { ...written, version: previous.version + 1 };
  const isFromReview = isRestart(direction) && threads.length > 0;
  return isFromReview && pull !== null ? withOrigin(next, direction, pull.number) : next;
}
