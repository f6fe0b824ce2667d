// The board: every issue that Issuewright has to do with, by what is asked of whom.
import { html } from "hono/html";
import { issueName } from "../../domain/repository.ts";
import type { Page } from "./page.ts";

export const board: Page = {
  path: "/",
  nav: "Board",
  isLive: true,
  async show({ sources }) {
    const runs = await sources.ledger.runs(50);
    const rows = runs.map(
      ({ issue, ended }) =>
        html`<tr><th scope="row">${issueName(issue)}</th><td>${ended ?? "running"}</td></tr>`,
    );
    return {
      title: "Board",
      main: html`<h1>Board</h1>
<div class="panel scroll" data-part="runs"><table><tbody>${rows}</tbody></table></div>`,
    };
  },
};
