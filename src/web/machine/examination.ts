// What `issuewright doctor` looked at last, and how it found each part.
import { html } from "hono/html";
import type { SignOf } from "../../signs/sign.ts";
import type { Html } from "../html/html.ts";
import { status, type Tone } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { ago, code } from "../html/words.ts";

type Examined = SignOf<"doctor">;
type State = Examined["parts"][number]["state"];

export function examination(last: Examined | undefined, nowMs: number): Html {
  if (last === undefined)
    return html`<p class="note">Nobody has run ${code("npx issuewright doctor")} here within a month.</p>`;
  const rows = last.parts.map(({ part, about, state }) => [
    about === null ? PARTS[part] : html`${PARTS[part]} ${code(about)}`,
    status(STATES[state].word, STATES[state].tone),
  ]);
  return html`<p class="note">Last looked at ${ago(last.atMs, nowMs)}, by it or the set-up page. ${code("npx issuewright doctor")} looks again, and says what to do.</p>
${panel("What doctor looked at", [{ name: "Part" }, { name: "State" }], rows)}`;
}

const PARTS: Record<Examined["parts"][number]["part"], string> = {
  configuration: "Configuration",
  sandbox: "Sandboxes",
  Redis: "Redis",
  endpoint: "Endpoint",
  models: "Model of the",
  "GitHub App": "GitHub App",
  webhooks: "Webhooks",
};

const STATES: Record<State, { word: string; tone: Tone }> = {
  ok: { word: "All is well", tone: "good" },
  wrong: { word: "Something is wrong", tone: "bad" },
  unknown: { word: "Nobody can tell", tone: "warn" },
};
