// Runs by outcome over time, as bars of parts: drawn on the server.

import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { html } from "hono/html";
import type { Sums } from "../../ledger/sums.ts";
import type { Html } from "../html/html.ts";
import { figuresOf, spansOf } from "./figures.ts";

/** In the order in which they are piled up. */
const PARTS: { name: string; tone: string; kinds: string[] }[] = [
  { name: "opened or revised", tone: "two", kinds: ["opened", "revised"] },
  { name: "needs an answer", tone: "three", kinds: ["needs-answer"] },
  { name: "gave up or failed", tone: "four", kinds: ["gave-up", "failed"] },
  { name: "no change, stopped or superseded", tone: "five", kinds: ["no-change", "cancelled", "superseded"] },
];

const SIZE = { width: 960, height: 240 };
const AROUND = { top: 12, right: 8, bottom: 26, left: 52 };

export function bars(sums: Sums[], days: string[]): Html {
  const byDay = Map.groupBy(sums, ({ day }) => day);
  const spans = spansOf(days).map((span) => {
    const { ended } = figuresOf(span.flatMap((day) => byDay.get(day) ?? []));
    const of = PARTS.map(({ kinds }) => kinds.reduce((sum, kind) => sum + (ended[kind] ?? 0), 0));
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
${spans.map(({ from }, at) => (at % every === 0 ? html`<text x="${(across(from) ?? 0) + across.bandwidth() / 2}" y="${SIZE.height - 6}" text-anchor="middle">${from.slice(5)}</text>` : ""))}
${piles.map((pile) => html`<g class="area ${PARTS[pile.key]?.tone ?? ""}">${pile.map(([low, high], at) => (high > low ? html`<rect x="${across(spans[at]?.from ?? "") ?? 0}" y="${up(high)}" width="${across.bandwidth()}" height="${Math.max(0, up(low) - up(high) - 1)}" rx="2"/>` : ""))}</g>`)}
</svg><figcaption>${PARTS.map(({ name, tone, kinds }) => html`<span class="key ${tone}">${kinds.reduce((sum, kind) => sum + (total.ended[kind] ?? 0), 0)} ${name}</span>`)}</figcaption></figure>`;
}
