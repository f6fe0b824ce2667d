// Issues and their events; pull requests are issues too.
import { z } from "zod";
import {
  addLabels,
  closeIssue,
  editIssue,
  emitAbout,
  newIssue,
  removeLabel,
  reopenIssue,
  same,
} from "../action/issues.ts";
import { findIssue } from "../find.ts";
import { page } from "../pages.ts";
import { fullIssuePayload, issueEventPayload, issuePayload } from "../payload/issue.ts";
import { rendered } from "../pictures.ts";
import { created, ISSUES_READ, ISSUES_WRITE, inRepository, ok, type Route } from "../route.ts";
import type { Issue, Repository } from "../state.ts";

const NewIssue = z.object({
  title: z.string().min(1),
  body: z.string().nullish(),
  labels: z.array(z.string()).optional(),
});
const IssueChange = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
  labels: z.array(z.string()).optional(),
});

export const issueRoutes: Route[] = [
  inRepository("GET", "/issues", ISSUES_READ, (call, repository) =>
    page(call, filterIssues(repository, call.query), (issue) => issuePayload(call.hub, repository, issue)),
  ),

  inRepository("POST", "/issues", ["issues:write"], async (call, repository) => {
    const { title, body, labels } = call.read(NewIssue);
    const issue = newIssue(call.hub, repository, call.actor, { title, body: body ?? null });
    await emitAbout(call.hub, repository, call.actor, issue, { action: "opened" });
    await addLabels(call.hub, repository, call.actor, issue, labels ?? []);
    return created(fullIssuePayload(call.hub, repository, issue));
  }),

  inRepository("GET", "/issues/{issue_number}", ISSUES_READ, (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    return ok(rendered(call, fullIssuePayload(call.hub, repository, issue)));
  }),

  inRepository("PATCH", "/issues/{issue_number}", ISSUES_WRITE, async (call, repository) => {
    const { hub, actor } = call;
    const issue = findIssue(repository, call.number("issue_number"));
    const { title, body, state, state_reason, labels } = call.read(IssueChange);
    const text = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
    await editIssue(hub, repository, actor, issue, text);
    const reason = state_reason === "not_planned" ? "not_planned" : "completed";
    if (state === "closed") await closeIssue(hub, repository, actor, issue, reason);
    if (state === "open") await reopenIssue(hub, repository, actor, issue);
    if (labels) {
      const superfluous = issue.labels.filter((label) => !labels.some((wanted) => same(wanted, label)));
      for (const label of superfluous) await removeLabel(hub, repository, actor, issue, label);
      await addLabels(hub, repository, actor, issue, labels);
    }
    return ok(fullIssuePayload(hub, repository, issue));
  }),

  inRepository("GET", "/issues/{issue_number}/events", ISSUES_READ, (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    const events = repository.issueEvents.filter((event) => event.issue === issue.number);
    return page(call, events, (event) => issueEventPayload(call.hub, repository, event));
  }),
];

function filterIssues(repository: Repository, query: URLSearchParams): Issue[] {
  const state = query.get("state") ?? "open";
  const wanted = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
  const since = query.get("since") ?? "";
  const creator = query.get("creator");
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = query.get("direction") === "asc" ? 1 : -1;
  return [...repository.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => wanted.every((name) => issue.labels.some((label) => same(label, name))))
    .filter((issue) => issue.updatedAt >= since)
    .filter((issue) => creator === null || same(issue.author, creator))
    .sort((a, b) => sign * (a[key].localeCompare(b[key]) || a.number - b.number));
}
