// Plots as SVG, drawn on the server: axes with words, and no style that is not in the sheet.

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { html } from "hono/html";
import type { Html } from "./html.ts";

export type Point = { x: number; y: number };
export type Series = { name: string /** A class of the style sheet. */; tone: string; points: Point[] };

export type Lines = {
  /** What a person reads who does not see the plot. */
  label: string;
  series: Series[];
  /** The largest value that is shown at least. */
  leastTop: number;
  x(value: number): string;
  y(value: number): string;
};

const SIZE = { width: 720, height: 200 };
const AROUND = { top: 12, right: 12, bottom: 26, left: 72 };

/** Lines over one axis of time and one of amounts, with what each is called beside it. */
export function lines({ label, series, leastTop, x, y }: Lines): Html {
  const points = series.flatMap((each) => each.points);
  const [from, to] = [Math.min(...points.map((each) => each.x)), Math.max(...points.map((each) => each.x))];
  const top = Math.max(leastTop, ...points.map((each) => each.y));
  const across = scaleLinear([from, Math.max(to, from + 1)], [AROUND.left, SIZE.width - AROUND.right]);
  const up = scaleLinear([0, top], [SIZE.height - AROUND.bottom, AROUND.top]).nice(4);
  const path = line<Point>()
    .x((each) => across(each.x))
    .y((each) => up(each.y));
  return html`<figure class="plot"><svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${label}">
${up.ticks(4).map((tick) => html`<g class="tick"><line x1="${AROUND.left}" x2="${SIZE.width - AROUND.right}" y1="${up(tick)}" y2="${up(tick)}"/><text x="${AROUND.left - 8}" y="${up(tick) + 4}" text-anchor="end">${y(tick)}</text></g>`)}
${across.ticks(6).map((tick) => html`<g class="tick"><text x="${across(tick)}" y="${SIZE.height - 6}" text-anchor="${across(tick) > SIZE.width - AROUND.right - 20 ? "end" : "middle"}">${x(tick)}</text></g>`)}
${series.map((each) => html`<path class="line ${each.tone}" d="${path(each.points) ?? ""}"/>`)}
</svg><figcaption>${series.map(({ name, tone }) => html`<span class="key ${tone}">${name}</span>`)}</figcaption></figure>`;
}
