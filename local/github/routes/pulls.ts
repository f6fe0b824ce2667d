// Pull requests, their commits and their files.
import { z } from "zod";
import { closeIssue, editIssue, reopenIssue, same } from "../action/issues.ts";
import { openPull, retarget } from "../action/pulls.ts";
import { findPull } from "../find.ts";
import { changedFiles, logCommits, mergeBase } from "../git-commit.ts";
import { page } from "../pages.ts";
import { commitPayload, filePayload } from "../payload/commit.ts";
import { fullPullPayload, pullPayload } from "../payload/pull.ts";
import { created, inRepository, ok, type Route } from "../route.ts";
import { isPull, type PullIssue, type Repository } from "../state.ts";

const NewPull = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
  maintainer_can_modify: z.boolean().optional(),
});
/** This cannot change a draft into a ready pull request; on github.com only GraphQL can. */
const PullChange = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
});

export const pullRoutes: Route[] = [
  inRepository("GET", "/pulls", ["pull_requests:read"], (call, repository) =>
    page(call, filterPulls(repository, call.query), (issue) => pullPayload(call.hub, repository, issue)),
  ),

  inRepository("POST", "/pulls", ["pull_requests:write"], async (call, repository) => {
    const { title, body, head, base, draft } = call.read(NewPull);
    const wish = { title, body: body ?? null, head, base, draft };
    const issue = await openPull(call.hub, repository, call.actor, wish);
    return created(await fullPullPayload(call.hub, repository, issue));
  }),

  inRepository("GET", "/pulls/{pull_number}", ["pull_requests:read"], async (call, repository) =>
    ok(await fullPullPayload(call.hub, repository, findPull(repository, call.number("pull_number")))),
  ),

  inRepository("PATCH", "/pulls/{pull_number}", ["pull_requests:write"], async (call, repository) => {
    const { hub, actor } = call;
    const issue = findPull(repository, call.number("pull_number"));
    const { title, body, state, base } = call.read(PullChange);
    const text = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
    await editIssue(hub, repository, actor, issue, text);
    if (base !== undefined) await retarget(hub, repository, actor, issue, base);
    if (state === "closed") await closeIssue(hub, repository, actor, issue);
    if (state === "open") await reopenIssue(hub, repository, actor, issue);
    return ok(await fullPullPayload(hub, repository, issue));
  }),

  inRepository("GET", "/pulls/{pull_number}/commits", ["pull_requests:read"], async (call, repository) => {
    const { baseSha, headSha } = findPull(repository, call.number("pull_number")).pull;
    const commits = (await logCommits(repository.git, [`${baseSha}..${headSha}`])).reverse();
    return await page(call, commits, (commit) => commitPayload(call.hub, repository, commit));
  }),

  inRepository("GET", "/pulls/{pull_number}/files", ["pull_requests:read"], async (call, repository) => {
    const { baseSha, headSha } = findPull(repository, call.number("pull_number")).pull;
    const fork = await mergeBase(repository.git, baseSha, headSha);
    const files = await changedFiles(repository.git, fork, headSha);
    return await page(call, files, (file) => filePayload(call.hub, repository, headSha, file));
  }),
];

/** `head` is `owner:branch`. GitHub ignores a head without its owner. */
function filterPulls(repository: Repository, query: URLSearchParams): PullIssue[] {
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const base = query.get("base");
  const sign = query.get("direction") === "asc" ? 1 : -1;
  return [...repository.issues.values()]
    .filter(isPull)
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => !head?.includes(":") || same(`${repository.owner}:${issue.pull.head}`, head))
    .filter((issue) => base === null || issue.pull.base === base)
    .sort((a, b) => sign * (a.number - b.number));
}
