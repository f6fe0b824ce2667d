// One lane of the board, page by page.
import { html } from "hono/html";
import { slug } from "../../domain/repository.ts";
import { Lane } from "../../ledger/rows.ts";
import { withoutSecretsIn } from "../../secrets.ts";
import { LANE_VIEWS, rowOf } from "../board/lanes.ts";
import { laneWithout, waitingIn } from "../board/once.ts";
import { fromIn, pageOf, pager } from "../html/pager.ts";
import { panel } from "../html/table.ts";
import type { Page } from "./page.ts";

const PER_PAGE = 50;

export const lane: Page = {
  path: "/lanes/:lane",
  nav: null,
  isLive: false,
  isForOperators: false,
  async show({ of, sources }) {
    const { ledger, clock, serverUrl } = sources;
    const name = Lane.safeParse(of("lane")).data;
    if (name === undefined) return null;
    const view = LANE_VIEWS[name];
    const repository = (await ledger.repositories()).find((each) => slug(each) === of("repository")) ?? null;
    const only = repository === null ? null : [repository];
    const waiting = await waitingIn(sources, repository);
    const read = laneWithout(name, waiting, (span) => ledger.lane(name, only, span));
    const listed = await pageOf(fromIn(of("from")), PER_PAGE, read);
    const rows = await withoutSecretsIn(listed.rows);
    const seen = { nowMs: clock.now(), serverUrl };
    const query = repository === null ? "" : `repository=${encodeURIComponent(slug(repository))}&`;
    return {
      title: view.name,
      main: html`<h1>${view.name} <span class="count">${listed.of}</span></h1>
<p class="lead">${view.means}${repository === null ? "" : ` Only ${slug(repository)}.`} <a href="/">To the board</a></p>
${panel(
  "Newest first",
  [{ name: "Issue" }, ...view.columns],
  rows.map((row) => rowOf(view, row, seen)),
)}
${pager({ ...listed, path: `/lanes/${name}?${query}` })}`,
    };
  },
};
