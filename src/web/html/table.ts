// Tables that breathe, and read as cards where there is no room for columns.
import { html } from "hono/html";
import type { Html } from "./html.ts";

export type Column = { name: string; isNumber?: boolean };
/** The first cell names the row. */
export type Row = (Html | string)[];

/** In a panel, which scrolls where it is too wide, so it can be reached by keyboard. */
export function panel(caption: string, columns: Column[], rows: Row[]): Html {
  return html`<div class="panel scroll" tabindex="0" role="group" aria-label="${caption}"><table class="cards">
  <caption>${caption}</caption>
  <thead><tr>${columns.map(({ name, isNumber }) => html`<th scope="col"${classOf(isNumber)}>${name}</th>`)}</tr></thead>
  <tbody>
${rows.map((row) => html`    <tr>${row.map((cell, at) => cellOf(cell, at, columns[at]))}</tr>\n`)}  </tbody>
</table></div>`;
}

function cellOf(cell: Html | string, at: number, column: Column | undefined): Html {
  if (at === 0) return html`<th scope="row">${cell}</th>`;
  return html`<td${classOf(column?.isNumber)} data-name="${column?.name ?? ""}">${cell}</td>`;
}

function classOf(isNumber: boolean | undefined): Html | string {
  return isNumber === true ? html` class="number"` : "";
}
