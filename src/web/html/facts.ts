// What is to be known at a glance, as names with their values.
import { html } from "hono/html";
import type { Html } from "./html.ts";

export type Fact = [name: string, value: Html | string];

export function facts(all: Fact[]): Html {
  return html`<dl class="facts">${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
