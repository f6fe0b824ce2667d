// Buttons that ask for something about an issue, as forms that only this session can send.
import { html } from "hono/html";
import type { IssueRef } from "../../domain/repository.ts";
import type { Act } from "../act.ts";
import type { Html } from "./html.ts";

export type About = {
  issue: IssueRef;
  installationId: number;
  csrf: string /** Where to go afterwards. */;
  back: string;
};

const NAMES: Record<Act, string> = {
  stop: "Stop",
  retry: "Retry",
  go: "Accept the recommended answers",
};

/** `Stop` and `Retry` stand back behind what is asked for. */
export function button(act: Act, { issue, installationId, csrf, back }: About): Html {
  const { id, owner, name } = issue.repository;
  const fields = {
    ...{ csrf, act, back, owner, name, number: String(issue.number), installation: String(installationId) },
    ...(id === undefined ? {} : { id: String(id) }),
  };
  return html`<form method="post" action="/act">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button${act !== "go" ? html` class="second"` : ""}>${NAMES[act]}</button></form>`;
}
