// All that the ledger keeps of a run, as one file of JSON. Whatever looks like a secret is taken out.
import { withoutSecrets } from "../../secrets.ts";
import { safeStep } from "../run/step.ts";
import { toldOf } from "../run/told.ts";
import type { Page } from "./page.ts";

const MOST_STEPS = 1_000;

export const download: Page = {
  path: "/runs/:run/download",
  nav: null,
  isLive: false,
  async show({ of, sources }) {
    const told = await toldOf(of("run"), sources);
    if (told === null) return null;
    const { row, events, report, order, evidence, diff } = told;
    const said = await sources.ledger.said(row.runId, { from: 0, count: MOST_STEPS });
    const steps = await Promise.all(said.rows.map(safeStep));
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
