// How an issue, its pull request and its runs are named and led to.
import { html } from "hono/html";
import { type IssueRef, issueName, slug } from "../../domain/repository.ts";
import type { Html } from "./html.ts";
import { said } from "./words.ts";

/** `runId` null: no run of it is known yet, and only its name is shown. */
export function issueLink(issue: IssueRef, title: string | null, runId: string | null): Html {
  const name = issueName(issue);
  const words = title === null ? html`${name}` : html`${said(title)}`;
  const under = title === null ? "" : html` <small>${name}</small>`;
  if (runId === null) return html`<span class="issue">${words}${under}</span>`;
  return html`<a class="issue" href="${runPath(runId)}">${words}${under}</a>`;
}

export function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}

/** `serverUrl`: of the GitHub on which it is. */
export function onGitHub(serverUrl: string, issue: IssueRef, pull: number | null = null): Html {
  const place = `${serverUrl}/${slug(issue.repository)}`;
  return pull === null
    ? html`<a href="${place}/issues/${issue.number}" rel="noreferrer">${issueName(issue)}</a>`
    : html`<a href="${place}/pull/${pull}" rel="noreferrer">#${pull}</a>`;
}
