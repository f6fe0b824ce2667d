// What the roles of a run were told, said and did, step by step. Whatever looks like a secret is taken out.
import { html } from "hono/html";
import { issueName } from "../../domain/repository.ts";
import { withoutSecretsIn } from "../../secrets.ts";
import { runPath } from "../html/issue.ts";
import { fromIn, pager } from "../html/pager.ts";
import { said } from "../html/words.ts";
import { stepOf } from "../run/step.ts";
import type { Page } from "./page.ts";

const PER_PAGE = 20;

export const transcript: Page = {
  path: "/runs/:run/transcript",
  nav: null,
  isLive: false,
  isForOperators: false,
  async show({ of, sources }) {
    const row = await sources.ledger.run(of("run"));
    if (row === null) return null;
    const from = fromIn(of("from"));
    const { rows, of: all } = await sources.ledger.said(row.runId, { from, count: PER_PAGE });
    const steps = await Promise.all(rows.map(withoutSecretsIn));
    const path = `${runPath(row.runId)}/transcript?`;
    const pages = pager({ from, count: PER_PAGE, of: all, path, words: ["Earlier", "Later"] });
    return {
      title: "Transcript",
      main: html`<p class="crumb"><a href="/">Board</a> / <a href="${runPath(row.runId)}">${row.title === null ? issueName(row.issue) : said(row.title)}</a></p>
<h1>Transcript</h1>
<p class="lead">${all === 0 ? "Nothing is kept of what was said, or not any more." : "Long texts are cut here; the whole is in the run's folder of the data directory."}</p>
${pages}<ol class="steps" start="${from + 1}">${steps.map((step, at) => stepOf(step, from + at))}</ol>${pages}`,
    };
  },
};
