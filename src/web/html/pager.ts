// Leads through the pages of a long list.
import { html } from "hono/html";
import type { Listed, Span } from "../../ledger/rows.ts";
import type { Html } from "./html.ts";

type List = { from: number; count: number; of: number; path: string; words?: [string, string] };

/** Where a page of the list begins, as its address says; whatever is no such number is the beginning. */
export function fromIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** A page of the list; the last one where the address names a place behind its end. */
export async function pageOf<T>(
  from: number,
  count: number,
  read: (span: Span) => Promise<Listed<T>>,
): Promise<Listed<T> & Span> {
  const listed = await read({ from, count });
  if (listed.of === 0) return { ...listed, from: 0, count };
  if (listed.of > from) return { ...listed, from, count };
  const last = (Math.ceil(listed.of / count) - 1) * count;
  return { ...(await read({ from: last, count })), from: last, count };
}

/** `path` ends where `from=…` is put. Empty where one page holds all. */
export function pager({ from, count, of, path, words = ["Newer", "Older"] }: List): Html | string {
  if (of <= count && from === 0) return "";
  const last = Math.min(from + count, of);
  const before =
    from === 0 ? "" : html`<a href="${path}from=${Math.max(0, from - count)}" rel="prev">${words[0]}</a>`;
  const after = last >= of ? "" : html`<a href="${path}from=${from + count}" rel="next">${words[1]}</a>`;
  return html`<nav class="pager" aria-label="Pages of the list">${before}<span>${from + 1} to ${last} of ${of}</span>${after}</nav>`;
}
