// What the roles of a run were told, said and did, step by step. Whatever looks like a secret is taken out.
import { html } from "hono/html";
import { issueName } from "../../domain/repository.ts";
import type { Span } from "../../ledger/rows.ts";
import { withoutSecrets, withoutSecretsIn } from "../../secrets.ts";
import { runPath } from "../html/issue.ts";
import { fromIn, pageOf, pager } from "../html/pager.ts";
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
    const read = (span: Span) => sources.ledger.said(row.runId, span);
    const listed = await pageOf(fromIn(of("from")), PER_PAGE, read);
    const { from, of: all } = listed;
    const [steps, title] = await Promise.all([
      Promise.all(listed.rows.map(withoutSecretsIn)),
      row.title === null ? null : withoutSecrets(row.title),
    ]);
    const path = `${runPath(row.runId)}/transcript?`;
    const pages = pager({ ...listed, path, words: ["Earlier", "Later"] });
    return {
      title: "Transcript",
      main: html`<p class="crumb"><a href="/">Board</a> / <a href="${runPath(row.runId)}">${title === null ? issueName(row.issue) : said(title)}</a></p>
<h1>Transcript</h1>
<p class="lead">${all === 0 ? "Nothing is kept of what was said, or not any more." : "Long texts are cut here; the whole is in the run's folder of the data directory."}</p>
${pages}<ol class="steps" start="${from + 1}">${steps.map((step, at) => stepOf(step, from + at))}</ol>${pages}`,
    };
  },
};
