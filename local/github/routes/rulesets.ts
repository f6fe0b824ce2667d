// The rulesets of a repository, and what they ask of a branch; its older protection. Only a single ruleset tells whether its reader may bypass it.
// https://docs.github.com/en/rest/repos/rules
import { notFound } from "../errors.ts";
import { page } from "../pages.ts";
import { checkAppPayload } from "../payload/account.ts";
import type { Ruleset } from "../protection.ts";
import { inRepository, ok, type Route } from "../route.ts";
import type { Repository } from "../state.ts";

export const rulesetRoutes: Route[] = [
  inRepository("GET", "/rulesets", ["metadata:read"], (call, repository) =>
    page(call, repository.rulesets, (ruleset) => rulesetPayload(repository, ruleset)),
  ),

  inRepository("GET", "/rulesets/{ruleset_id}", ["metadata:read"], (call, repository) => {
    const ruleset = repository.rulesets.find(({ id }) => id === call.number("ruleset_id"));
    if (ruleset === undefined) throw notFound();
    return ok({ ...rulesetPayload(repository, ruleset), current_user_can_bypass: ruleset.bypass });
  }),

  inRepository("GET", "/branches/{branch}/protection", ["administration:read"], (call, repository) => {
    const { protection, defaultBranch } = repository;
    if (protection === null || call.param("branch") !== defaultBranch) throw notFound("Branch not protected");
    const apps = protection.exempt.map((slug) => checkAppPayload(call.hub, slug));
    return ok({
      required_pull_request_reviews: {
        dismiss_stale_reviews: false,
        require_code_owner_reviews: false,
        required_approving_review_count: protection.approvals,
        bypass_pull_request_allowances: { users: [], teams: [], apps },
      },
    });
  }),

  inRepository("GET", "/rules/branches/{branch}", ["metadata:read"], (call, repository) => {
    const isDefault = call.param("branch") === repository.defaultBranch;
    const rules = isDefault ? repository.rulesets.flatMap((each) => rulesOf(repository, each)) : [];
    return page(call, rules, (rule) => rule);
  }),
];

function rulesOf({ owner, name }: Repository, { id, approvals, checks }: Ruleset) {
  const of = { ruleset_source_type: "Repository", ruleset_source: `${owner}/${name}`, ruleset_id: id };
  const reviews = {
    required_approving_review_count: approvals,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  };
  const statuses = { required_status_checks: checks, strict_required_status_checks_policy: false };
  return [
    ...(approvals === undefined ? [] : [{ type: "pull_request", parameters: reviews, ...of }]),
    ...(checks === undefined ? [] : [{ type: "required_status_checks", parameters: statuses, ...of }]),
  ];
}

function rulesetPayload({ owner, name: repository }: Repository, { id, name }: { id: number; name: string }) {
  const source = { source_type: "Repository", source: `${owner}/${repository}` };
  return { id, name, target: "branch", enforcement: "active", ...source };
}
