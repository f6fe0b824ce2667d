// What would keep a run from its pull request, known before a token is spent.
import { failed, gaveUp, type Outcome } from "../../../src/domain/outcome.ts";
import { type Bypassed, type Repository, slug } from "../../../src/domain/repository.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import type { Standing } from "../../../src/github/github.ts";
import { endedBy } from "./pull-ended.ts";

export type Sighted = {
  repository: Repository;
  standing: Standing;
  isLocked: boolean;
  /** What the installation does not grant. */
  app: { slug: string; lacking: string[] };
  /** Our pull request that a person closed; null: there is none, or another one is open. */
  closed: number | null;
  /** Our last pull request, where a person closed it, its branch is gone, and nobody asked for another; null: none such. */
  refused: number | null;
};

/** The gravest first; null: nothing is in the way. */
export function obstacleTo({
  repository,
  standing,
  isLocked,
  app,
  closed,
  refused,
}: Sighted): Outcome | null {
  const because = standing.isArchived ? "archived" : standing.isDisabled ? "disabled" : null;
  if (because !== null) return failed({ kind: "read-only", repository: slug(repository), because });
  if (app.lacking.length > 0)
    return failed({ kind: "fault", fault: { kind: "app-lacks-permissions", ...app } });
  if (isLocked) return failed({ kind: "issue-locked" });
  if (refused !== null) return gaveUp({ kind: "pull-closed", number: refused, branchGone: true });
  return closed === null ? null : endedBy("closed", closed);
}

/** Whether the pull request will be a draft; otherwise why nothing is begun. */
export function draftOr(
  repository: Repository,
  { draft }: Pick<Rules, "draft">,
  hasDrafts: boolean,
): { kind: "draft" | "no-draft" } | { kind: "ended"; outcome: Outcome } {
  if (hasDrafts) return { kind: "draft" };
  if (draft === "preferred") return { kind: "no-draft" };
  return { kind: "ended", outcome: failed({ kind: "no-drafts", repository: slug(repository) }) };
}

/** Null: our app meets every rule that a person does, or the rules accept that it does not. */
export function bypassOf(
  repository: Repository,
  { bypass }: Pick<Rules, "bypass">,
  { rulesets, branches }: Bypassed,
): Outcome | null {
  if (bypass === "accepted" || rulesets.length + branches.length === 0) return null;
  return failed({ kind: "may-bypass", repository: slug(repository), rulesets, branches });
}
