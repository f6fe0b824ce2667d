// History: lists of commits, one commit with its files, and comparisons.
import { conflict, notFound } from "../errors.ts";
import { requireCommit } from "../find.ts";
import { type Git, isAncestor, listRefs } from "../git.ts";
import { changedFiles, logCommits, mergeBase, readCommit } from "../git-commit.ts";
import { page } from "../pages.ts";
import { commitPayload, filePayload } from "../payload/commit.ts";
import { pullPayload } from "../payload/pull.ts";
import { repositoryApiUrl, repositoryUrl } from "../payload/repository.ts";
import { inRepository, ok, type Route } from "../route.ts";
import { isPull, type PullIssue } from "../state.ts";

export const commitRoutes: Route[] = [
  inRepository("GET", "/commits", ["contents:read"], async (call, repository) => {
    if ((await listRefs(repository.git)).size === 0) throw conflict("Git Repository is empty.");
    const tip = await requireCommit(repository, call.query.get("sha") ?? repository.defaultBranch);
    const path = call.query.get("path");
    const since = call.query.get("since");
    const range = [tip, ...(since ? [`--since=${since}`] : []), "--", ...(path ? [path] : [])];
    const commits = await logCommits(repository.git, range);
    return await page(call, commits, (commit) => commitPayload(call.hub, repository, commit));
  }),

  // https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
  inRepository("GET", "/commits/{commit_sha}/pulls", ["pull_requests:read"], async (call, repository) => {
    const sha = await requireCommit(repository, call.param("commit_sha"));
    const pulls = [...repository.issues.values()].filter(isPull);
    const brought = pulls.filter(({ pull }) => pull.broughtToBase.includes(sha));
    const { git, defaultBranch } = repository;
    const isThere = await isAncestor(git, sha, defaultBranch);
    const open = isThere ? [] : await proposing(git, sha, pulls);
    return await page(call, [...brought, ...open], (issue) => pullPayload(call.hub, repository, issue));
  }),

  inRepository("GET", "/commits/{ref}", ["contents:read"], async (call, repository) => {
    const commit = await readCommit(repository.git, await requireCommit(repository, call.param("ref")));
    const files = await changedFiles(repository.git, commit.parents[0] ?? null, commit.sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return ok({
      ...commitPayload(call.hub, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => filePayload(call.hub, repository, commit.sha, file)),
    });
  }),

  inRepository("GET", "/compare/{basehead}", ["contents:read"], async (call, repository) => {
    const { git } = repository;
    const [baseName = "", headName = ""] = call.param("basehead").split("...");
    const own = (name: string) => name.replace(`${repository.owner}:`, "");
    const base = await requireCommit(repository, own(baseName));
    const head = await requireCommit(repository, own(headName));
    const fork = await mergeBase(git, base, head);
    if (fork === null) throw notFound(`No common ancestor between ${baseName} and ${headName}.`);
    const ahead = (await logCommits(git, [`${base}..${head}`])).reverse();
    const behind = await logCommits(git, [`${head}..${base}`]);
    const files = await changedFiles(git, fork, head);
    const baseCommit = commitPayload(call.hub, repository, await readCommit(git, base));
    const forkCommit = commitPayload(call.hub, repository, await readCommit(git, fork));
    const html = `${repositoryUrl(call.hub, repository)}/compare/${baseName}...${headName}`;
    return await page(
      call,
      ahead,
      (commit) => commitPayload(call.hub, repository, commit),
      (commits) => ({
        url: `${repositoryApiUrl(call.hub, repository)}/compare/${baseName}...${headName}`,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        status: relation(ahead.length, behind.length),
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        base_commit: baseCommit,
        merge_base_commit: forkCommit,
        commits,
        files: files.map((file) => filePayload(call.hub, repository, head, file)),
      }),
    );
  }),
];

/** Of a commit that is not on the default branch, GitHub names the open pull requests, too. */
async function proposing(git: Git, sha: string, pulls: PullIssue[]): Promise<PullIssue[]> {
  const open = pulls.filter(({ state }) => state === "open");
  const held = await Promise.all(open.map(({ pull }) => isAncestor(git, sha, pull.headSha)));
  return open.filter((_, index) => held[index]);
}

function relation(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}
