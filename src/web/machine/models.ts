// The models of the environment beside those of the last accepted evaluation.
import { html } from "hono/html";
import { Role } from "../../domain/budget.ts";
import type { SignOf } from "../../signs/sign.ts";
import type { Html } from "../html/html.ts";
import { status, type Tone } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { code, said } from "../html/words.ts";
import { share } from "../outcomes/tables.ts";

type InUse = SignOf<"models">;

/** Workers with the same models are told of once. */
export function models(all: InUse[]): Html {
  if (all.length === 0) return html`<p class="note">No worker is there to say which it uses.</p>`;
  const different = [...Map.groupBy(all, ({ worker: _, ...rest }) => JSON.stringify(rest)).values()];
  return html`${different.map(([first]) => (first === undefined ? "" : inUse(first)))}`;
}

function inUse({ now, accepted, standing }: InUse): Html {
  const { word, means, tone } = STANDINGS[standing];
  const cell = (model: string | undefined) => (model === undefined ? "none" : code(model));
  const rows = Role.options.map((role) => [
    role,
    cell(now[role]),
    ...(accepted === null ? [] : [cell(accepted.models[role])]),
  ]);
  const columns = ["Role", "In use", ...(accepted === null ? [] : ["Accepted last"])];
  const measured =
    accepted === null
      ? ""
      : html` Accepted last: ${said(accepted.label)}, which resolved ${share(accepted.resolved, accepted.settled)}.`;
  return html`<p class="stand">${status(word, tone)} <span>${means}${measured}</span></p>
${panel(
  "Models",
  columns.map((name) => ({ name })),
  rows,
)}`;
}

const STANDINGS: Record<InUse["standing"], { word: string; means: string; tone: Tone }> = {
  same: { word: "Measured", means: "These are the models of the last accepted evaluation.", tone: "good" },
  other: {
    word: "Measured",
    means: "These are the models of an older accepted evaluation, which is no worse beyond chance.",
    tone: "good",
  },
  worse: {
    word: "Worse",
    means: "These models were measured worse than the last accepted ones, beyond chance.",
    tone: "bad",
  },
  "never-measured": {
    word: "Never measured",
    means: "No accepted evaluation has these models.",
    tone: "warn",
  },
};
