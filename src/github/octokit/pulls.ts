// Our pull requests: finding the one of an issue, describing it, and the way to publishing and to its threads.
import { z } from "zod";
import { awayFor } from "../../domain/errors.ts";
import { issueOfBranch } from "../../domain/naming.ts";
import type { IssueRef, Repository } from "../../domain/repository.ts";
import type { Access, OpenPull, Pulls } from "../github.ts";
import { answer } from "./answers.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { mergedLines } from "./merged-lines.ts";
import { issueOfPull } from "./our-pull.ts";
import { publish } from "./publish.ts";
import { beforeMerge, deleteBranch, endingOf, isDraftAgain, markReady, refusedFor } from "./pull-endings.ts";
import { expecting, Refusal } from "./refusal.ts";
import { resolveThreads } from "./resolved.ts";
import { openThreads } from "./threads.ts";

export function octokitPulls(installation: Installation, access: Access): Pulls {
  return {
    async find(issue) {
      const heads = await headsOf(installation, issue);
      let closed: number | null = null;
      for (const [branch, headSha] of Object.entries(heads)) {
        const found = await pullOf(installation, issue.repository, { branch, headSha });
        if (found.open !== null) return { open: found.open, closed: null, heads };
        closed ??= found.closed;
      }
      return { open: null, closed, heads };
    },
    async issueOf(repository, number) {
      const octokit = installation.octokit("read-pull");
      const parameters = { ...at(repository), pull_number: number };
      const answer = await expecting([404], () => octokit.rest.pulls.get(parameters));
      if (answer instanceof Refusal) return null;
      return issueOfPull(installation, answer.data);
    },
    endingOf: (repository, pull) => endingOf(installation, repository, pull),
    beforeMerge: (repository, merge) => beforeMerge(installation, repository, merge),
    mergedLines: (repository, between) => mergedLines(installation, repository, between),
    refusedFor: (issue) => refusedFor(installation, issue),
    deleteBranch: (repository, branch, headSha) =>
      deleteBranch(installation, repository, { branch, headSha }),
    markReady: (repository, pull) => markReady(installation, repository, pull),
    isDraftAgain: (repository, pull) => isDraftAgain(installation, repository, pull),
    hasDrafts: (repository) => hasDrafts(installation, repository),
    publish: (publication) => publish(installation, publication),
    async saidIn(repository, { pull, id }) {
      const octokit = installation.octokit("read-pull");
      const parameters = { ...at(repository), pull_number: pull, review_id: id, per_page: 100 };
      const list = octokit.rest.pulls.listCommentsForReview;
      const all = await expecting([404], () => octokit.paginate(list, parameters));
      return all instanceof Refusal ? [] : all.map(({ body }) => body);
    },
    openThreads: (pull, issue, how) => openThreads(installation, access, { pull, issue, ...how }),
    answer: (pull, issue, thread, commitSha, body) =>
      answer(installation, { pull, issue, thread, commitSha, body }),
    resolve: (pull, { repository }, threads) => resolveThreads(installation, { repository, pull }, threads),
    async describe(pull, issue, text) {
      const parameters = { ...at(issue.repository), pull_number: pull.number };
      await installation.octokit("write-pull").rest.pulls.update({ ...parameters, ...text });
    },
  };
}

/**
 * All branches named for the issue: its title, and with it the name, may have changed since the first run. GitHub
 * answers 409 for a repository without a commit.
 */
async function headsOf(installation: Installation, issue: IssueRef): Promise<Record<string, string>> {
  const ref = `heads/issuewright/${issue.number}`;
  const answer = await expecting([409], () =>
    installation.octokit("read-repository").rest.git.listMatchingRefs({ ...at(issue.repository), ref }),
  );
  if (answer instanceof Refusal) return {};
  const heads = answer.data.map(({ ref, object }) => [ref.slice("refs/heads/".length), object.sha] as const);
  return Object.fromEntries(heads.filter(([branch]) => issueOfBranch(branch) === issue.number));
}

async function pullOf(
  installation: Installation,
  repository: Repository,
  { branch, headSha }: { branch: string; headSha: string },
): Promise<{ open: OpenPull | null; closed: number | null }> {
  const head = `${repository.owner}:${branch}`;
  const { data } = await installation
    .octokit("read-pull")
    .rest.pulls.list({ ...at(repository), head, state: "all" });
  const ours = data.filter((each) => issueOfPull(installation, each) !== null && each.merged_at === null);
  const pull = ours.find((each) => each.state === "open");
  if (pull === undefined) return { open: null, closed: ours[0]?.number ?? null };
  const basehead = `${pull.base.ref}...${branch}`;
  const octokit = installation.octokit("read-repository");
  const { data: comparison } = await octokit.rest.repos.compareCommitsWithBasehead({
    ...at(repository),
    basehead,
  });
  const others = comparison.commits.filter((commit) => !isOurs(installation, commit.author));
  const open = {
    number: pull.number,
    url: pull.html_url,
    // What GitHub says of the pull request lags behind its branch.
    headSha,
    branch,
    into: pull.base.ref,
    body: pull.body ?? "",
    title: pull.title,
    commitsByOthers: others.map((commit) => commit.sha),
    mergeBaseSha: comparison.merge_base_commit.sha,
    isDraft: pull.draft ?? false,
  };
  return { open, closed: null };
}

/**
 * "Whether pull requests can be created as or converted to draft": the REST API says it only by refusing to make one.
 * https://docs.github.com/en/graphql/reference/objects#repositoryplanfeatures
 */
const DRAFTS =
  "query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { planFeatures { draftPullRequests } } }";
const Plan = z.object({
  repository: z.object({ planFeatures: z.object({ draftPullRequests: z.boolean() }) }),
});

/** Where GitHub does not say it, it is tried. */
async function hasDrafts(installation: Installation, repository: Repository): Promise<boolean> {
  const octokit = installation.octokit("read-repository");
  const [answer] = await Promise.allSettled([octokit.graphql(DRAFTS, at(repository))]);
  if (answer.status === "rejected") {
    if (awayFor(answer.reason) !== undefined) throw answer.reason;
    return true;
  }
  return Plan.safeParse(answer.value).data?.repository.planFeatures.draftPullRequests ?? true;
}
