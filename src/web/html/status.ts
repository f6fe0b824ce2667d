// Where something stands, by a word and a colour: the word alone says it.
import { html } from "hono/html";
import type { Outcome } from "../../domain/outcome.ts";
import type { Html } from "./html.ts";

export type Tone = "live" | "good" | "warn" | "bad" | "rest";

export function status(word: string, tone: Tone): Html {
  return html`<span class="status ${tone}">${word}</span>`;
}

/** By the kind of an outcome; null: the run is at work. */
export function outcomeStatus(kind: string | null): Html {
  if (kind === null) return status("Running", "live");
  // Another version may have kept another kind.
  const [, known] = Object.entries(OUTCOMES).find(([name]) => name === kind) ?? [];
  return known === undefined ? status(kind, "rest") : status(known.word, known.tone);
}

const OUTCOMES: Record<Outcome["kind"], { word: string; tone: Tone }> = {
  opened: { word: "Opened", tone: "good" },
  revised: { word: "Revised", tone: "good" },
  "needs-answer": { word: "Needs an answer", tone: "warn" },
  "no-change": { word: "No change", tone: "rest" },
  "gave-up": { word: "Gave up", tone: "bad" },
  cancelled: { word: "Stopped", tone: "rest" },
  superseded: { word: "Superseded", tone: "rest" },
  watched: { word: "Watched", tone: "warn" },
  failed: { word: "Failed", tone: "bad" },
};
