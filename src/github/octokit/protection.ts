// Which rules of a repository our app may bypass, and whether GitHub verifies what it commits there.
import type { Repository } from "../../domain/repository.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

const PER_PAGE = 100;

/**
 * The list does not say it, each ruleset does, for whoever asks.
 * https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset
 */
export async function bypassedBy(installation: Installation, repository: Repository): Promise<string[]> {
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
