// A change as git writes it, file by file, each line by what it does.
import { html } from "hono/html";
import { visible } from "../../domain/text.ts";
import type { Html } from "../html/html.ts";

type File = { name: string; lines: string[] };

/** More files than that are shown closed. */
const OPEN_FILES = 6;

export function diffOf(text: string, leftOut: number): Html {
  const files = filesIn(text);
  return html`${files.map(
    ({ name, lines }, at) =>
      html`<details class="panel diff" id="file-${at}"${at < OPEN_FILES ? html` open` : ""}><summary><code>${visible(name)}</code> <span class="note">${tally(lines)}</span></summary><pre tabindex="0" role="region" aria-label="Change of ${visible(name)}">${lines.map(lineOf)}</pre></details>`,
  )}${leftOut === 0 ? "" : html`<p class="note">${leftOut} more characters are in the run's folder.</p>`}`;
}

function filesIn(text: string): File[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith("diff --git "))
    .map((part) => {
      const [first = "", ...rest] = part.split("\n");
      const start = rest.findIndex((each) => each.startsWith("@@"));
      const name = / b\/(.*)$/.exec(first)?.[1] ?? first.slice("diff --git ".length);
      return { name, lines: start === -1 ? rest : rest.slice(start) };
    });
}

function tally(lines: string[]): string {
  const [added, removed] = ["+", "-"].map((sign) => lines.filter((each) => each.startsWith(sign)).length);
  return `+${added} −${removed}`;
}

function lineOf(text: string): Html {
  const kind = { "+": "ins", "-": "del", "@": "hunk" }[text[0] ?? ""];
  const line = html`${visible(text)}\n`;
  if (kind === "ins") return html`<ins>${line}</ins>`;
  if (kind === "del") return html`<del>${line}</del>`;
  return kind === "hunk" ? html`<span class="hunk">${line}</span>` : line;
}
