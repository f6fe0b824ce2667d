// The board: every issue that Issuewright has to do with, by what is asked of whom.
import { html } from "hono/html";
import { type Repository, slug } from "../../domain/repository.ts";
import { LANES, type Lane, type Listed, type Standing } from "../../ledger/rows.ts";
import type { Queued } from "../../queue/view.ts";
import { withoutSecretsIn } from "../../secrets.ts";
import { actedText } from "../acting.ts";
import { LANE_VIEWS, rowOf, type Seen } from "../board/lanes.ts";
import { laneWithout, waitingIn } from "../board/once.ts";
import { isReady, type QueuedSeen, queuedColumns, queuedRow } from "../board/queued.ts";
import { choice } from "../html/choice.ts";
import type { Html } from "../html/html.ts";
import { status, type Tone } from "../html/status.ts";
import { type Column, panel, type Row } from "../html/table.ts";
import { announced } from "../html/words.ts";
import type { Sources } from "../sources.ts";
import type { Asked, Page } from "./page.ts";

/** Of each lane the newest; the rest is on a page of the lane. */
const SHOWN = 8;

export const board: Page = {
  path: "/",
  nav: "Board",
  isLive: true,
  isForOperators: false,
  async show({ of, sources, csrf, mayAct }) {
    const repositories = await sources.ledger.repositories();
    const chosen = repositories.find((each) => slug(each) === of("repository")) ?? null;
    const sections = await sectionsOf(chosen, sources, { csrf, mayAct });
    const acted = actedText(of("acted"));
    const shown = sections.filter(({ of: count }) => count > 0);
    return {
      title: "Board",
      main: html`<div class="head"><h1>Board</h1>${choice("repository", "Repository", repositories.map(slug), chosen === null ? "" : slug(chosen))}</div>
${announced(acted)}
<div data-part="counts">${counts(sections)}</div>
<div data-part="lanes">${shown.length === 0 ? nothing : shown.map(section)}</div>`,
    };
  },
};

type Section = {
  key: string;
  name: string;
  tone: Tone;
  means: string;
  columns: Column[];
  rows: Row[];
  of: number;
  more: string | null;
};

async function sectionsOf(
  chosen: Repository | null,
  sources: Sources,
  acts: Pick<Asked, "csrf" | "mayAct">,
): Promise<Section[]> {
  const { ledger, clock, serverUrl } = sources;
  const seen = { nowMs: clock.now(), serverUrl };
  const waiting = await waitingIn(sources, chosen);
  const known = await withoutSecretsIn(waiting.known);
  const titles = new Map(waiting.queued.map(({ runId }, at) => [runId, known[at]?.title ?? null]));
  const only = chosen === null ? null : [chosen];
  const sections = LANES.map(async (lane) => {
    const read = laneWithout(lane, waiting, (span) => ledger.lane(lane, only, span));
    return laneSection(lane, await withoutSecretsIn(await read({ from: 0, count: SHOWN })), chosen, seen);
  });
  const ofQueue = queuedSections(waiting.queued, titles, { nowMs: seen.nowMs, ...acts });
  return [...ofQueue, ...(await Promise.all(sections))];
}

function queuedSections(queued: Queued[], titles: Map<string, string | null>, seen: QueuedSeen): Section[] {
  const common = { columns: queuedColumns(queued, seen.mayAct), more: null, tone: "rest" as const };
  const rowsOf = (some: Queued[]) =>
    some.slice(0, SHOWN).map((each) => queuedRow(each, titles.get(each.runId) ?? null, seen));
  const [ready, waiting] = [queued.filter(isReady), queued.filter((each) => !isReady(each))];
  return [
    {
      ...common,
      key: "ready",
      name: "Ready",
      means: "A place is free.",
      rows: rowsOf(ready),
      of: ready.length,
    },
    {
      ...common,
      key: "waiting",
      name: "Waiting",
      means: "It begins by itself.",
      rows: rowsOf(waiting),
      of: waiting.length,
    },
  ];
}

function laneSection(
  lane: Lane,
  { rows, of }: Listed<Standing>,
  chosen: Repository | null,
  seen: Seen,
): Section {
  const view = LANE_VIEWS[lane];
  const query = chosen === null ? "" : `?repository=${encodeURIComponent(slug(chosen))}`;
  return {
    ...view,
    key: lane,
    rows: rows.map((row) => rowOf(view, row, seen)),
    of,
    more: of > rows.length ? `/lanes/${lane}${query}` : null,
  };
}

function section({ key, name, means, columns, rows, of, more }: Section): Html {
  return html`<section aria-labelledby="${key}">
<h2 id="${key}">${name} <span class="count">${of}</span> <span class="note">${means}</span></h2>
<div data-part="${key}">${panel(name, [{ name: "Issue" }, ...columns], rows)}</div>
${more === null ? "" : html`<p><a href="${more}">All ${of}</a></p>`}
</section>`;
}

function counts(sections: Section[]): Html {
  return html`<ul class="counts">${sections.map(
    ({ key, name, tone, of }) =>
      html`<li>${of === 0 ? status(`${name} 0`, "rest") : html`<a href="#${key}">${status(`${name} ${of}`, tone)}</a>`}</li>`,
  )}</ul>`;
}

const nothing = html`<div class="panel empty"><h2>Nothing to do yet</h2>
<p>Put the label <code>ai-ready</code> on an issue of a repository that the App is installed in. It shows up here within seconds.</p></div>`;
