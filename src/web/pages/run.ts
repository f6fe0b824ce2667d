// A run: what happened, how its checks went, what it spent, and what it was built from and proven by.
import { html } from "hono/html";
import { issueName } from "../../domain/repository.ts";
import { actedText } from "../acting.ts";
import type { Html } from "../html/html.ts";
import { runPath } from "../html/issue.ts";
import { attemptsIn, attemptsTable } from "../run/attempts.ts";
import { burn } from "../run/burn.ts";
import { diffOf } from "../run/diff.ts";
import { evidenceOf } from "../run/evidence.ts";
import { head } from "../run/head.ts";
import { orderOf } from "../run/order.ts";
import { specs } from "../run/spec.ts";
import { timeline } from "../run/timeline.ts";
import { type Told, toldOf } from "../run/told.ts";
import type { Page } from "./page.ts";

export const run: Page = {
  path: "/runs/:run",
  nav: null,
  isLive: true,
  isForOperators: false,
  async show({ of, sources, csrf, mayAct }) {
    const told = await toldOf(of("run"), sources);
    if (told === null) return null;
    const sections = sectionsOf(told);
    const seen = { nowMs: sources.clock.now(), serverUrl: sources.serverUrl };
    return {
      title: told.row.title ?? issueName(told.row.issue),
      main: html`${head(told, { ...seen, csrf, acted: actedText(of("acted")), mayAct: mayAct(told.row.issue.repository) })}
<div class="with-contents">
<nav class="contents" aria-label="Parts of this run"><ul>${sections.map(([key, name]) => html`<li><a href="#${key}">${name}</a></li>`)}
<li><a href="${runPath(told.row.runId)}/transcript">Transcript</a></li><li><a href="${runPath(told.row.runId)}/download">Download</a></li></ul></nav>
<div data-part="run">${sections.map(([key, name, content]) => html`<section aria-labelledby="${key}"><h2 id="${key}">${name}</h2>${content}</section>`)}</div>
</div>`,
    };
  },
};

function sectionsOf({
  row,
  events,
  spec,
  specBefore,
  order,
  evidence,
  diff,
}: Told): [string, string, Html][] {
  const attempts = attemptsIn(events);
  const spent = burn(events);
  const found: [string, string, Html | null][] = [
    ["timeline", "Timeline", timeline(events, `${runPath(row.runId)}/transcript`)],
    ["checks", "Checks", attempts.length === 0 ? null : attemptsTable(attempts)],
    ["budget", "Budget", spent],
    ["evidence", "Evidence", evidence === null ? null : evidenceOf(evidence.evidence, spec?.criteria ?? [])],
    ["change", "Change", diff === null || diff.text === "" ? null : diffOf(diff.text, diff.leftOut)],
    ["spec", "Spec", spec === null ? null : specs(spec, specBefore)],
    ["order", "Work order", order === null ? null : orderOf(order.order)],
  ];
  return found.flatMap(([key, name, content]) => (content === null ? [] : [[key, name, content]]));
}
