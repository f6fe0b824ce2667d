// How much of a budget is gone, as a number and as a bar.
import { html } from "hono/html";
import { type Cap, Cap as CapName, type Shares } from "../../domain/budget.ts";
import type { Html } from "./html.ts";

/** The cap of which most is gone; null: nothing is known. */
export function tightest(shares: Shares | null): { cap: Cap; share: number } | null {
  if (shares === null) return null;
  const all = CapName.options.map((cap) => ({ cap, share: shares[cap] }));
  return all.toSorted((a, b) => b.share - a.share)[0] ?? null;
}

export function bar(share: number, of: string): Html {
  const percent = Math.min(100, Math.round(share * 100));
  return html`<meter class="budget" min="0" max="100" high="80" value="${percent}" aria-label="${percent} % of ${of}">${percent} %</meter>`;
}
