// Runs by outcome over time, as bars of parts: drawn on the server.

import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { html } from "hono/html";
import type { Outcome } from "../../domain/outcome.ts";
import type { Sums } from "../../ledger/sums.ts";
import type { Html } from "../html/html.ts";
import { figuresOf, spansOf } from "./figures.ts";

/** In the order in which they are piled up. A watch changes nothing. */
const PARTS = [
  { part: "made", name: "opened or revised", tone: "two" },
  { part: "asks", name: "needs an answer", tone: "three" },
  { part: "broke", name: "gave up or failed", tone: "four" },
  { part: "rest", name: "no change, stopped or superseded", tone: "five" },
] as const;
type Part = (typeof PARTS)[number]["part"];

const PART_OF: Record<Outcome["kind"], Part> = {
  ...{ opened: "made", revised: "made", "needs-answer": "asks", "gave-up": "broke", failed: "broke" },
  ...{ "no-change": "rest", cancelled: "rest", superseded: "rest", watched: "rest" },
};

function countOf(part: Part, ended: Partial<Record<string, number>>): number {
  const kinds = Object.entries(PART_OF).filter(([, each]) => each === part);
  return kinds.reduce((sum, [kind]) => sum + (ended[kind] ?? 0), 0);
}

const SIZE = { width: 960, height: 240 };
const AROUND = { top: 12, right: 8, bottom: 26, left: 52 };

export function bars(sums: Sums[], days: string[]): Html {
  const byDay = Map.groupBy(sums, ({ day }) => day);
  const spans = spansOf(days).map((span) => {
    const { ended } = figuresOf(span.flatMap((day) => byDay.get(day) ?? []));
    const of = PARTS.map(({ part }) => countOf(part, ended));
    return { from: span[0] ?? "", of, all: of.reduce((sum, count) => sum + count, 0) };
  });
  const across = scaleBand(
    spans.map(({ from }) => from),
    [AROUND.left, SIZE.width - AROUND.right],
  ).padding(0.28);
  const up = scaleLinear(
    [0, Math.max(4, ...spans.map(({ all }) => all))],
    [SIZE.height - AROUND.bottom, AROUND.top],
  ).nice(4);
  const piles = stack<(typeof spans)[number], number>()
    .keys(PARTS.keys())
    .value(({ of }, part) => of[part] ?? 0)(spans);
  const every = Math.ceil(spans.length / 8);
  const total = figuresOf(sums);
  return html`<figure class="plot"><svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${total.runs} runs by outcome, ${spans.length} ${days.length <= 31 ? "days" : "weeks"}">
${up.ticks(4).map((tick) => html`<g class="tick"><line x1="${AROUND.left}" x2="${SIZE.width - AROUND.right}" y1="${up(tick)}" y2="${up(tick)}"/><text x="${AROUND.left - 8}" y="${up(tick) + 4}" text-anchor="end">${tick}</text></g>`)}
${spans.map(({ from }, at) => (at % every === 0 ? html`<g class="tick"><text x="${(across(from) ?? 0) + across.bandwidth() / 2}" y="${SIZE.height - 6}" text-anchor="middle">${from.slice(5)}</text></g>` : ""))}
${piles.map((pile) => html`<g class="area ${PARTS[pile.key]?.tone ?? ""}">${pile.map(([low, high], at) => (high > low ? html`<rect x="${across(spans[at]?.from ?? "") ?? 0}" y="${up(high)}" width="${across.bandwidth()}" height="${Math.max(0, up(low) - up(high) - 1)}" rx="2"/>` : ""))}</g>`)}
</svg><figcaption>${PARTS.map(({ part, name, tone }) => html`<span class="key ${tone}">${countOf(part, total.ended)} ${name}</span>`)}</figcaption></figure>`;
}
