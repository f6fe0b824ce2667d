// The work order: what the architect told the coder to do, where, and within what bounds.
import { html } from "hono/html";
import type { WorkOrder } from "../../domain/work-order.ts";
import type { Html } from "../html/html.ts";
import { code, said } from "../html/words.ts";

export function orderOf(order: WorkOrder): Html {
  const places = order.context.map(
    ({ path, fromLine, toLine, why }) => html`${code(`${path}:${fromLine}–${toLine}`)} ${said(why)}`,
  );
  const parts: [string, Html[]][] = [
    ["Steps", order.steps.map(said)],
    ["Tests", order.tests.map(said)],
    ["To read", places],
    ["Interfaces", order.interfaces.map(code)],
    ["Contracts", order.contracts.map(said)],
    ["Out of scope", order.outOfScope.map(said)],
    ["Other people's code", order.dependencies.map(said)],
    ["Footprint", order.footprint.map(code)],
  ];
  return html`<article class="panel spec"><h3>${said(order.title)}</h3><p>${said(order.summary)}</p>
${parts.filter(([, lines]) => lines.length > 0).map(([name, lines]) => html`<h4>${name}</h4><ul>${lines.map((each) => html`<li>${each}</li>`)}</ul>`)}
</article>`;
}
