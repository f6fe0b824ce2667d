// All that the ledger keeps of a run, as one file of JSON. Whatever looks like a secret is taken out.
import { withoutSecrets, withoutSecretsIn } from "../../secrets.ts";
import { toldOf } from "../run/told.ts";
import type { Page } from "./page.ts";

const MOST_STEPS = 1_000;

export const download: Page = {
  path: "/runs/:run/download",
  nav: null,
  isLive: false,
  isForOperators: false,
  async show({ of, sources }) {
    const told = await toldOf(of("run"), sources);
    if (told === null) return null;
    const { row, events, report, order, evidence, diff } = told;
    const said = await sources.ledger.said(row.runId, { from: 0, count: MOST_STEPS });
    // A call's arguments are JSON already: what they hold is found before they are quoted once more.
    const steps = await withoutSecretsIn(said.rows);
    const whole = {
      run: row,
      events,
      report,
      order: order?.order ?? null,
      evidence: evidence?.evidence ?? null,
    };
    const text = JSON.stringify({ ...whole, diff: diff?.text ?? null, steps }, null, 2);
    const fileName = `issuewright-${row.runId.replace(/[^\w-]/g, "_")}.json`;
    return { fileName, text: `${await withoutSecrets(text)}\n` };
  },
};
