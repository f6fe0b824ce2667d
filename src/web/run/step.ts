// One step of a transcript: what a role was told, said, called, and what came of it, as text.
import { html } from "hono/html";
import type { SaidStep } from "../../domain/run-part.ts";
import { visible } from "../../domain/text.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { code, moment } from "../html/words.ts";

export function stepOf({ at, role, model, step, told, text, calls }: SaidStep, index: number): Html {
  return html`<li class="panel step" id="step-${index}"><h2>${role}, step ${step} <span class="note">${model}, ${moment(at)}</span></h2>
${told.map((each) => html`<details class="told"><summary>What it was told</summary>${block(each, "What it was told")}</details>`)}
${text.trim() === "" ? "" : block(text, "What it said")}
${calls.map((call) => html`<h3>${code(call.name)}${call.failed ? html` ${status("Refused", "warn")}` : ""}</h3>${block(readable(call.arguments), `Arguments of ${call.name}`)}${block(call.answer, `Answer of ${call.name}`)}`)}
</li>`;
}

/** A long text can be scrolled, so it can be reached by keyboard. */
function block(text: string, label: string): Html {
  return html`<pre tabindex="0" role="group" aria-label="${label}">${visible(text)}</pre>`;
}

const UNESCAPED: Record<string, string> = { n: "\n", t: "\t", r: "", '"': '"', "\\": "\\" };

/** JSON with the escapes in its strings resolved, so that code in them reads as code. */
function readable(json: string): string {
  return json.replace(/\\(.)/g, (whole, character) => UNESCAPED[character] ?? whole);
}
