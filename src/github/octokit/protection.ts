// What a repository asks of our app's commits: rules that it may bypass, a review, and whether GitHub verifies them.
import { z } from "zod";
import { awayFor } from "../../domain/errors.ts";
import type { Bypassed, Repository } from "../../domain/repository.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

const PER_PAGE = 100;

export async function bypassedBy(installation: Installation, repository: Repository): Promise<Bypassed> {
  const [rulesets, branches] = await Promise.all([
    rulesetsBypassed(installation, repository),
    branchesBypassed(installation, repository),
  ]);
  return { rulesets, branches };
}

/**
 * The list does not say it, each ruleset does, for whoever asks.
 * https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset
 */
async function rulesetsBypassed(installation: Installation, repository: Repository): Promise<string[]> {
  const octokit = installation.octokit("look-around");
  const list = { ...at(repository), includes_parents: true, per_page: PER_PAGE };
  const rulesets = await expecting([403, 404], () => octokit.rest.repos.getRepoRulesets(list));
  if (rulesets instanceof Refusal) return [];
  const active = rulesets.data.filter(({ enforcement }) => enforcement === "active");
  const found = await Promise.all(
    active.map(({ id }) =>
      octokit.rest.repos.getRepoRuleset({ ...at(repository), ruleset_id: id, includes_parents: true }),
    ),
  );
  const mayBypass = (bypass: string | undefined) => bypass !== undefined && bypass !== "never";
  return found.flatMap(({ data }) => (mayBypass(data.current_user_can_bypass) ? [data.name] : []));
}

/** GitHub says it with each token. */
const Granted = z.object({ permissions: z.object({ administration: z.string().optional() }) });

/**
 * The older protection of the default branch, where it exempts our app from reviews. GitHub tells that only to those with
 * `administration: read`, which we do not ask for, but an owner may have granted.
 * https://docs.github.com/en/rest/branches/branch-protection#get-branch-protection
 */
async function branchesBypassed(installation: Installation, repository: Repository): Promise<string[]> {
  const octokit = installation.octokit("look-around");
  const { permissions } = Granted.parse(await octokit.auth({ type: "installation" }));
  if (permissions.administration === undefined) return [];
  const { data } = await octokit.rest.repos.get(at(repository));
  const on = { ...at(repository), branch: data.default_branch };
  const found = await expecting([403, 404], () => octokit.rest.repos.getBranchProtection(on));
  if (found instanceof Refusal) return [];
  const exempt = found.data.required_pull_request_reviews?.bypass_pull_request_allowances?.apps ?? [];
  return exempt.some((app) => app !== null && "slug" in app && app.slug === installation.appSlug)
    ? [data.default_branch]
    : [];
}

/** What of the older protection GitHub tells to those who may not administer. https://docs.github.com/en/graphql/reference/objects#refupdaterule */
const PROTECTION =
  "query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { defaultBranchRef { name refUpdateRule { requiredApprovingReviewCount viewerCanPush } } } }";
const Protection = z.object({
  repository: z.object({
    defaultBranchRef: z
      .object({
        name: z.string(),
        refUpdateRule: z
          .object({ requiredApprovingReviewCount: z.int().nullable(), viewerCanPush: z.boolean() })
          .nullable(),
      })
      .nullable(),
  }),
});

/** Rules without which nobody gets a commit in. */
const NEEDS_OTHERS: readonly string[] = ["update", "merge_queue"];

export async function asksForReview(
  installation: Installation,
  repository: Repository,
): Promise<boolean | null> {
  const octokit = installation.octokit("look-around");
  const [answer] = await Promise.allSettled([octokit.graphql(PROTECTION, at(repository))]);
  if (answer.status === "rejected" && awayFor(answer.reason) !== undefined) throw answer.reason;
  const told = answer.status === "fulfilled" ? Protection.safeParse(answer.value).data : undefined;
  const branch = told?.repository.defaultBranchRef;
  if (branch === undefined || branch === null) return null;
  const { name, refUpdateRule: classic } = branch;
  if (classic !== null && (!classic.viewerCanPush || (classic.requiredApprovingReviewCount ?? 0) > 0))
    return true;
  const on = { ...at(repository), branch: name, per_page: PER_PAGE };
  const rules = await expecting([403, 404], () => octokit.paginate(octokit.rest.repos.getBranchRules, on));
  if (rules instanceof Refusal) return null;
  return rules.some((rule) =>
    rule.type === "pull_request"
      ? (rule.parameters?.required_approving_review_count ?? 0) > 0
      : NEEDS_OTHERS.includes(rule.type),
  );
}

/**
 * GitHub signs what an app commits; GitHub Enterprise Server does where its owner has set that up.
 * https://docs.github.com/en/enterprise-server/admin/configuring-settings/hardening-security-for-your-enterprise/configuring-web-commit-signing
 */
export async function verifiesOurs(
  installation: Installation,
  repository: Repository,
): Promise<boolean | null> {
  const { rest } = installation.octokit("look-around");
  const ours = { ...at(repository), ref: "heads/issuewright/" };
  const refs = await expecting([403, 404, 409], () => rest.git.listMatchingRefs(ours));
  const newest = refs instanceof Refusal ? undefined : refs.data.at(-1);
  if (newest === undefined) return null;
  const { data } = await rest.repos.getCommit({ ...at(repository), ref: newest.object.sha });
  if (!isOurs(installation, data.author)) return null;
  return data.commit.verification?.verified ?? false;
}
