// Small pieces that every page is written with: words of other people, moments, money, amounts.

import { html } from "hono/html";
import { visible } from "../../domain/text.ts";
import { capitalised } from "../../messages/sentence.ts";
import type { Html } from "./html.ts";

/** Somebody's own words, as `prose`: nothing in them is hidden, and their direction stays among themselves. */
export function said(text: string): Html {
  return html`<bdi>${prose(text)}</bdi>`;
}

/** A name or a piece of code as somebody wrote it. */
export function code(text: string): Html {
  return html`<code>${visible(text)}</code>`;
}

/** A sentence, with what stands between backticks as code. */
export function prose(text: string): Html {
  const parts = visible(text).split(/`([^`\n]+)`/);
  return html`${parts.map((part, at) => (at % 2 === 1 ? code(part) : part))}`;
}

/** The same where it begins what a person reads. */
export function sentence(text: string): Html {
  return prose(capitalised(text));
}

/** What became of what was asked for just now; null: nothing was. */
export function announced(text: string | null): Html | string {
  return text === null ? "" : html`<p class="acted" role="status">${text}</p>`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in its two largest units at most. */
export function lasting(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} min`;
  const days = Math.floor(ms / DAY_MS);
  return `${days} ${days === 1 ? "day" : "days"}`;
}

function roughly(ms: number): string {
  return ms >= HOUR_MS && ms < DAY_MS ? `${Math.floor(ms / HOUR_MS)} h` : lasting(ms);
}

/** As on a stopwatch: minutes and seconds, with hours before them where there are any. */
export function stopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** How long ago; the exact moment is its title. */
export function ago(atMs: number, nowMs: number): Html {
  const iso = new Date(atMs).toISOString();
  const words = nowMs - atMs < MINUTE_MS ? "just now" : `${roughly(nowMs - atMs)} ago`;
  return html`<time datetime="${iso}" title="${moment(iso)}">${words}</time>`;
}

/** How long until then; the exact moment is its title. */
export function until(atMs: number, nowMs: number): Html {
  const iso = new Date(atMs).toISOString();
  const words = atMs <= nowMs ? "now" : `in ${roughly(atMs - nowMs)}`;
  return html`<time datetime="${iso}" title="${moment(iso)}">${words}</time>`;
}

/** A moment in UTC, to the second. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

export function amount(n: number): string {
  return n.toLocaleString("en-US");
}
