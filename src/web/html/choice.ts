// A choice among some names, as a form that works by itself.
import { html } from "hono/html";
import type { Html } from "./html.ts";

/** Empty where there is nothing to choose. `chosen` empty: all of them. `kept`: what else the address says. */
export function choice(
  name: string,
  label: string,
  options: string[],
  chosen: string,
  kept: Record<string, string> = {},
): Html | string {
  if (options.length < 2 && chosen === "") return "";
  const rest = Object.entries(kept).map(
    ([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`,
  );
  const all = html`<option value="">All</option>`;
  const each = options.map(
    (option) => html`<option${option === chosen ? html` selected` : ""}>${option}</option>`,
  );
  return html`<form class="choice" method="get">${rest}<label>${label} <select name="${name}">${all}${each}</select></label> <button class="second">Show</button></form>`;
}
