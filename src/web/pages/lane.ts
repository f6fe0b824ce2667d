// One lane of the board, page by page.
import { html } from "hono/html";
import { slug } from "../../domain/repository.ts";
import { Lane } from "../../ledger/rows.ts";
import { LANE_VIEWS, rowOf } from "../board/lanes.ts";
import { fromIn, pager } from "../html/pager.ts";
import { table } from "../html/table.ts";
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
    const from = fromIn(of("from"));
    const { rows, of: all } = await ledger.lane(name, repository === null ? null : [repository], {
      from,
      count: PER_PAGE,
    });
    const seen = { nowMs: clock.now(), serverUrl };
    const query = repository === null ? "" : `repository=${encodeURIComponent(slug(repository))}&`;
    return {
      title: view.name,
      main: html`<h1>${view.name} <span class="count">${all}</span></h1>
<p class="lead">${view.means}${repository === null ? "" : ` Only ${slug(repository)}.`} <a href="/">To the board</a></p>
<div class="panel scroll">${table(
        "Newest first",
        [{ name: "Issue" }, ...view.columns],
        rows.map((row) => rowOf(view, row, seen)),
      )}</div>
${pager({ from, count: PER_PAGE, of: all, path: `/lanes/${name}?${query}` })}`,
    };
  },
};
