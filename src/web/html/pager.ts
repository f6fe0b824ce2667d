// Leads through the pages of a long list.
import { html } from "hono/html";
import type { Html } from "./html.ts";

/** `path` ends where `from=…` is put. Empty where one page holds all. */
export function pager({
  from,
  count,
  of,
  path,
}: {
  from: number;
  count: number;
  of: number;
  path: string;
}): Html | string {
  if (of <= count && from === 0) return "";
  const last = Math.min(from + count, of);
  const before =
    from === 0 ? "" : html`<a href="${path}from=${Math.max(0, from - count)}" rel="prev">Newer</a>`;
  const after = last >= of ? "" : html`<a href="${path}from=${from + count}" rel="next">Older</a>`;
  return html`<nav class="pager" aria-label="Pages of the list">${before}<span>${from + 1} to ${last} of ${of}</span>${after}</nav>`;
}
