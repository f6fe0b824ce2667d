// Which checks a branch requires before a merge, by rulesets and by the older branch protection.
import type { RequiredCheck } from "../../domain/ci.ts";
import type { Repository } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

/** Not permitted, gone, or a server without rulesets. */
const NOT_TOLD = [403, 404];

/**
 * Both are told to whoever may read the repository.
 * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 * https://docs.github.com/en/rest/branches/branches#get-a-branch
 */
export async function requiredOn(
  installation: Installation,
  repository: Repository,
  branch: string,
): Promise<RequiredCheck[]> {
  const octokit = installation.octokit("read-ci");
  const on = { ...at(repository), branch };
  const [rules, protectedBranch] = await Promise.all([
    expecting(NOT_TOLD, () => octokit.paginate(octokit.rest.repos.getBranchRules, { ...on, per_page: 100 })),
    expecting(NOT_TOLD, () => octokit.rest.repos.getBranch(on)),
  ]);
  const protection = protectedBranch instanceof Refusal ? undefined : protectedBranch.data.protection;
  return [
    ...(rules instanceof Refusal ? [] : rules).flatMap((rule) =>
      rule.type === "required_status_checks"
        ? (rule.parameters?.required_status_checks ?? []).map(byRule)
        : [],
    ),
    ...(protection?.required_status_checks?.checks ?? []).map(byProtection),
  ];
}

function byRule({ context, integration_id }: { context: string; integration_id?: number }): RequiredCheck {
  return { name: context, appId: integration_id ?? null };
}

/** -1: any app. https://docs.github.com/en/rest/branches/branch-protection#update-status-check-protection */
function byProtection({ context, app_id }: { context: string; app_id: number | null }): RequiredCheck {
  return { name: context, appId: app_id === -1 ? null : app_id };
}
