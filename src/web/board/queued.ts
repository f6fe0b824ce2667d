// What waits in the queue, as the board shows it: what is about to begin, and what waits, why, and behind what.
import { html } from "hono/html";
import { aheadOfIt, becauseItWaits } from "../../messages/waiting.ts";
import type { Queued } from "../../queue/view.ts";
import { button } from "../html/buttons.ts";
import type { Html } from "../html/html.ts";
import { issueLink } from "../html/issue.ts";
import type { Column, Row } from "../html/table.ts";
import { ago } from "../html/words.ts";
import type { Asked } from "../pages/page.ts";

const COLUMNS: Column[] = [{ name: "Why" }, { name: "Asked for", isNumber: true }];

/** The last one is for people who may take something of it back. */
export function queuedColumns(queued: Queued[], mayAct: Asked["mayAct"]): Column[] {
  const hasButtons = queued.some(({ job }) => mayAct(job.issue.repository));
  return hasButtons ? [...COLUMNS, { name: "Take back" }] : COLUMNS;
}

export type QueuedSeen = { nowMs: number } & Pick<Asked, "csrf" | "mayAct">;

/** Nothing is in its way. */
export function isReady({ why, behind }: Queued): boolean {
  return why === null && !behind;
}

/** `titles`: of issues whose runs are known, by name. */
export function queuedRow(
  { job, sinceMs, behind, why }: Queued,
  title: string | null,
  { nowMs, csrf, mayAct }: QueuedSeen,
): Row {
  return [
    issueLink(job.issue, title, null),
    behind ? "Behind the run of its own issue" : whyOf(why),
    ago(sinceMs, nowMs),
    ...(mayAct(job.issue.repository)
      ? [button("stop", { issue: job.issue, installationId: job.installationId, csrf, back: "/" })]
      : []),
  ];
}

function whyOf(why: Queued["why"]): Html | string {
  if (why === null) return "Begins within seconds";
  return html`${becauseItWaits(why)} <span class="note">${aheadOfIt(why)}</span>`;
}
