// What a sweep sees of GitHub through Octokit.
import { z } from "zod";
import { type IssueRef, Repository } from "../../domain/repository.ts";
import { isLabel } from "../../domain/rules.ts";
import type { SeenBy, SeenIssue, SeenRequest, Survey } from "../survey.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { asksForReview, bypassedBy, verifiesOurs } from "./protection.ts";
import { expecting, Refusal, unlessUnchanged } from "./refusal.ts";
import { octokitPullSurvey } from "./survey-pulls.ts";

const PER_PAGE = 100;
const MOST_PAGES = 10;

export function octokitSurvey(installation: Installation): Survey {
  const seen = (account: Account) => seenBy(installation, account);
  return {
    async repositories() {
      const octokit = installation.octokit("look-around");
      const all = await octokit.paginate("GET /installation/repositories", { per_page: PER_PAGE });
      return all.flatMap(({ id, name, owner, archived }) => {
        const repository = Repository.safeParse({ id, owner: owner.login, name }).data;
        return repository === undefined ? [] : [{ repository, archived: archived === true }];
      });
    },
    async changed(repository, since, tag) {
      const list = installation.octokit("look-around").rest.issues.listForRepo;
      const parameters = { ...at(repository), ...NEWEST_CHANGE_FIRST };
      const headers = tag === null ? {} : { "if-none-match": tag };
      const first = await unlessUnchanged(() => list({ ...parameters, headers }));
      if (first === null) return { kind: "unchanged" };
      const rows = [...first.data];
      for (let page = 2; page <= MOST_PAGES && isFull(rows, page) && isSince(rows.at(-1), since); page += 1)
        rows.push(...(await list({ ...parameters, page })).data);
      const issues = rows.filter((row) => isSince(row, since)).map((row) => issueOf(row, seen));
      // A comment that is deleted leaves the moment of the last change as it was: https://github.com/neomjs/neo/issues/10092
      const counts = new Map(rows.map(({ number, comments }) => [number, comments]));
      return { kind: "changed", issues, counts, tag: first.headers.etag ?? null };
    },
    async labelled(repository, label) {
      const octokit = installation.octokit("look-around");
      const parameters = { ...at(repository), ...NEWEST_CHANGE_FIRST, labels: label };
      const rows = await octokit.paginate(octokit.rest.issues.listForRepo, parameters);
      return rows.map((row) => issueOf(row, seen));
    },
    request: (issue, label) => requestOf(installation, issue, label),
    async comments(repository, since) {
      const octokit = installation.octokit("look-around");
      const parameters = { ...at(repository), since, sort: "updated", direction: "asc" } as const;
      const rows = await octokit.paginate(octokit.rest.issues.listCommentsForRepo, {
        ...parameters,
        per_page: PER_PAGE,
      });
      return rows.map(({ id, issue_url, user, created_at, updated_at, body }) => {
        const when = { at: created_at, updatedAt: updated_at };
        return { id, number: numberIn(issue_url), by: seen(user), ...when, text: body ?? "" };
      });
    },
    async commentIds({ repository, number }) {
      const octokit = installation.octokit("read-issue");
      const parameters = { ...at(repository), issue_number: number, per_page: PER_PAGE };
      const rows = await octokit.paginate(octokit.rest.issues.listComments, parameters);
      return new Set(rows.map(({ id }) => id));
    },
    async spokeSince({ repository, number }, since) {
      const octokit = installation.octokit("read-issue");
      const parameters = { ...at(repository), issue_number: number, since, per_page: PER_PAGE };
      const { data } = await octokit.rest.issues.listComments(parameters);
      return data.some(({ user }) => seen(user).ours);
    },
    bypassed: (repository) => bypassedBy(installation, repository),
    asksForReview: (repository) => asksForReview(installation, repository),
    verifies: (repository) => verifiesOurs(installation, repository),
    ...octokitPullSurvey(installation, seen),
  };
}

const NEWEST_CHANGE_FIRST = {
  state: "all",
  sort: "updated",
  direction: "desc",
  per_page: PER_PAGE,
} as const;

async function requestOf(
  installation: Installation,
  issue: IssueRef,
  label: string,
): Promise<SeenRequest | null> {
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), issue_number: issue.number, per_page: PER_PAGE };
  const rows = await expecting([404, 410], () =>
    octokit.paginate(octokit.rest.issues.listEvents, parameters),
  );
  if (rows instanceof Refusal) return null;
  const requests = z
    .array(IssueEvent)
    .parse(rows)
    .filter(
      ({ event, label: put }) => event === "reopened" || (event === "labeled" && isLabel(put.name, label)),
    )
    .toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  const newest = requests.at(-1);
  return newest === undefined ? null : { by: seenBy(installation, newest.actor), at: newest.created_at };
}

const IssueEvent = z.object({
  event: z.string(),
  created_at: z.string(),
  actor: z.object({ login: z.string(), type: z.string() }).nullable(),
  label: z.object({ name: z.string() }).default({ name: "" }),
});

type Account = { login?: string; type?: string } | null | undefined;

function seenBy(installation: Installation, account: Account): SeenBy {
  const login = account?.login ?? "ghost";
  return { login, ours: isOurs(installation, account), person: account?.type === "User" };
}

type Row = {
  number: number;
  title: string;
  body?: string | null;
  user: Account;
  state: string;
  labels: (string | { name?: string | null })[];
  updated_at: string;
  pull_request?: unknown;
};

function issueOf(row: Row, seen: (account: Account) => SeenBy): SeenIssue {
  return {
    number: row.number,
    title: row.title,
    body: row.body ?? "",
    by: seen(row.user),
    state: row.state === "open" ? "open" : "closed",
    labels: row.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
    updatedAt: row.updated_at,
    isPull: row.pull_request !== undefined,
  };
}

function isSince(row: { updated_at: string } | undefined, since: string): boolean {
  return row !== undefined && Date.parse(row.updated_at) >= Date.parse(since);
}

/** Whether the pages before this one were full, so that there may be more. */
function isFull(rows: unknown[], page: number): boolean {
  return rows.length === (page - 1) * PER_PAGE;
}

function numberIn(issueUrl: string): number {
  return Number(/\/(\d+)$/.exec(issueUrl)?.[1] ?? 0);
}
