// The spec that is built, beside the version before it, with what is new in either.
import { html } from "hono/html";
import type { Spec } from "../../domain/spec.ts";
import type { Html } from "../html/html.ts";
import { said } from "../html/words.ts";

export function specs(spec: Spec, before: Spec | null): Html {
  if (before === null) return html`<div class="specs">${column(spec, null)}</div>`;
  return html`<div class="specs two">${column(before, spec)}${column(spec, before)}</div>`;
}

type Part = { name: string; lines: string[] };

function partsOf({ goal, criteria, outOfScope, requirements, questions, decisions }: Spec): Part[] {
  return [
    { name: "Goal", lines: [goal] },
    { name: "Acceptance criteria", lines: criteria.map(({ text }) => text) },
    { name: "Out of scope", lines: outOfScope },
    { name: "Technical requirements", lines: requirements },
    { name: "Open questions", lines: questions.map(({ text, recommended }) => `${text} → ${recommended}`) },
    { name: "Decisions and lessons", lines: decisions },
  ];
}

function column(spec: Spec, other: Spec | null): Html {
  const theirs = other === null ? null : partsOf(other);
  const isOlder = other !== null && other.version > spec.version;
  const parts = partsOf(spec).map(({ name, lines }, at) => {
    const there = new Set(theirs?.[at]?.lines ?? lines);
    return { name, lines: lines.map((text) => ({ text, isKept: there.has(text) })) };
  });
  return html`<article class="panel spec" aria-label="Version ${spec.version}"><h3>Version ${spec.version}</h3>
${parts
  .filter(({ lines }) => lines.length > 0)
  .map(
    ({ name, lines }) =>
      html`<h4>${name}</h4><ul>${lines.map(({ text, isKept }) =>
        isKept
          ? html`<li>${said(text)}</li>`
          : html`<li>${isOlder ? html`<del>${said(text)}</del>` : html`<ins>${said(text)}</ins>`}</li>`,
      )}</ul>`,
  )}
</article>`;
}
