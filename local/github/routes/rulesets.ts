// The rulesets of a repository. Only a single one tells whether its reader may bypass it.
// https://docs.github.com/en/rest/repos/rules
import { notFound } from "../errors.ts";
import { page } from "../pages.ts";
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
];

function rulesetPayload({ owner, name: repository }: Repository, { id, name }: { id: number; name: string }) {
  const source = { source_type: "Repository", source: `${owner}/${repository}` };
  return { id, name, target: "branch", enforcement: "active", ...source };
}
