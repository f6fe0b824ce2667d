// What the set-up page shows once there is an App: installing it, trying everything, and starting.
import { html } from "hono/html";
import type { KeptApp } from "../../kept-app.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import type { CheckLine, GroupState } from "./checking.ts";

export type ChecksView = {
  csrf: string;
  app: KeptApp;
  /** Names that the App reaches; null: GitHub does not say. */
  repositories: string[] | null;
  /** What was chosen last. */
  chosen: { repository: string; attacks: boolean };
  /** Null: nothing was tried yet. */
  groups: GroupState[] | null;
  isOver: boolean;
};

export function checksPage(view: ChecksView): Html {
  const { app, repositories } = view;
  const { made, wish } = app;
  const install = `${wish.serverUrl}/apps/${made.slug}/installations/new`;
  return html`<h1>${made.name} is made</h1>
<p class="lead">Its key is kept in the data directory, for nobody else to read. <a href="${made.pageUrl}">Its page on GitHub</a></p>
<h2>1. Install it</h2>
<p>${
    repositories === null || repositories.length === 0
      ? `It reaches no repository yet. ${wish.isPublic ? "" : `It can be installed on repositories of ${made.owner} alone.`}`
      : `It reaches ${repositories.length === 1 ? repositories[0] : `${repositories.length} repositories`}.`
  }</p>
<p class="acts"><a class="button second" href="${install}" target="_blank" rel="noreferrer">Install it on repositories</a></p>
<h2>2. Try everything</h2>
${view.groups === null || view.isOver ? tryForm(view) : html`<p role="status">Being tried. This page shows what came out, every three seconds.</p>`}
${(view.groups ?? []).map(group)}
${view.groups !== null && view.isOver ? start(view.csrf, view.groups) : ""}`;
}

function tryForm({ csrf, repositories, chosen, groups }: ChecksView): Html {
  return html`<form class="fields" method="post" action="/checks">
  <input type="hidden" name="csrf" value="${csrf}">
  <label>Repository whose set-up and checks are run once
    <select name="repository">
      <option value="">none</option>
      ${(repositories ?? []).map((name) => html`<option value="${name}"${name === chosen.repository ? html` selected` : ""}>${name}</option>`)}
    </select></label>
  <label class="pick"><input type="checkbox" name="attacks" value="yes"${chosen.attacks ? html` checked` : ""}> Attack the sandboxes of this machine, which takes most of a minute</label>
  <p class="acts"><button>${groups === null ? "Try it" : "Try it again"}</button></p>
</form>`;
}

/** What is wrong or could be better stands there; what is well can be unfolded. */
function group({ name, state, lines }: GroupState): Html {
  const isWell = ({ ok, remedy }: CheckLine) => ok === true && remedy === null;
  const others = lines.filter((line) => !isWell(line));
  const good = lines.filter(isWell);
  return html`<h3>${name}</h3>
${state === "done" ? "" : html`<p>${stateStatus(state)}</p>`}
${others.length === 0 ? "" : table(others)}
${good.length === 1 ? html`<p>${stateStatus("ok")} ${good[0]?.detail ?? ""}</p>` : ""}
${good.length < 2 ? "" : html`<details><summary>${stateStatus("ok")} ${good.length} things are well</summary>${table(good)}</details>`}`;
}

function table(lines: CheckLine[]): Html {
  return html`<div class="panel scroll"><table class="checks"><tbody>${lines.map(row)}</tbody></table></div>`;
}

function row({ ok, what, detail, remedy }: CheckLine): Html {
  const state = ok === null ? "unknown" : ok ? "ok" : "wrong";
  return html`<tr><td>${stateStatus(state)}</td><td><strong>${what}</strong><br>${detail}${remedy === null ? "" : html`<span class="note">${remedy}</span>`}</td></tr>`;
}

const TONES = { ok: "good", wrong: "bad", unknown: "warn", running: "live", waiting: "rest" } as const;

function stateStatus(state: keyof typeof TONES): Html {
  return status(state, TONES[state]);
}

function start(csrf: string, groups: GroupState[]): Html {
  const wrong = groups.flatMap(({ lines }) => lines).filter(({ ok }) => ok === false).length;
  return html`<h2>3. Start</h2>
<p>${wrong === 0 ? "Everything is as it should be." : `${wrong} ${wrong === 1 ? "thing is" : "things are"} wrong. What is set by a variable counts after a restart; this page finds the App again then.`}</p>
<form class="acts" method="post" action="/start"><input type="hidden" name="csrf" value="${csrf}"><button${wrong === 0 ? "" : html` class="second"`}>${wrong === 0 ? "Start Issuewright" : "Start all the same"}</button></form>`;
}
