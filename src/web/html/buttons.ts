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
  answer: "Send the answer",
};

/** `Stop` and `Retry` stand back behind what is asked for. */
export function button(act: Exclude<Act, "answer">, about: About): Html {
  return html`<form method="post" action="/act">${hidden(act, about)}<button${act !== "go" ? html` class="second"` : ""}>${NAMES[act]}</button></form>`;
}

/** An answer in somebody's own words. */
export function answerForm(about: About): Html {
  return html`<form method="post" action="/act" class="answer">${hidden("answer", about)}<label for="answer">Your answer, which stands on the issue for everybody to read</label>
<textarea id="answer" name="text" rows="4" maxlength="10000" required></textarea><button>${NAMES.answer}</button></form>`;
}

function hidden(act: Act, { issue, installationId, csrf, back }: About): Html[] {
  const { id, owner, name } = issue.repository;
  const fields = {
    ...{ csrf, act, back, owner, name, number: String(issue.number), installation: String(installationId) },
    ...(id === undefined ? {} : { id: String(id) }),
  };
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
}
