// What runs came to, over time: by outcome, by repository, by model and by role, with the denominator of each rate.
import { html } from "hono/html";
import { slug } from "../../domain/repository.ts";
import { choice } from "../html/choice.ts";
import { amount, dollars } from "../html/words.ts";
import { bars } from "../outcomes/bars.ts";
import { type Figures, figuresOf, lastDays } from "../outcomes/figures.ts";
import { byGroup, byRole, minutes, money, perMerged, share } from "../outcomes/tables.ts";
import type { Page } from "./page.ts";

const SPANS = ["30", "90", "365"];

export const outcomes: Page = {
  path: "/outcomes",
  nav: "Outcomes",
  isLive: false,
  isForOperators: false,
  async show({ of, sources }) {
    const span = SPANS.find((each) => each === of("days")) ?? "30";
    const days = lastDays(sources.clock.now(), Number(span));
    const [all, repositories] = await Promise.all([sources.ledger.sums(days), sources.ledger.repositories()]);
    const chosen = repositories.map(slug).find((name) => name === of("repository")) ?? "";
    const sums = chosen === "" ? all : all.filter(({ repository }) => repository === chosen);
    const figures = figuresOf(sums);
    const query = chosen === "" ? "" : `&repository=${encodeURIComponent(chosen)}`;
    return {
      title: "Outcomes",
      main: html`<div class="head"><h1>Outcomes</h1>${choice("repository", "Repository", repositories.map(slug), chosen, { days: span })}</div>
<nav class="spans" aria-label="Time"><ul>${SPANS.map((each) => html`<li><a href="/outcomes?days=${each}${query}"${each === span ? html` aria-current="page"` : ""}>${each} days</a></li>`)}</ul></nav>
${factsOf(figures)}
<h2>Runs by outcome <span class="count">${amount(figures.runs)}</span></h2>${bars(sums, days)}
<h2>By repository</h2>${byGroup("Repository", sums, ({ repository }) => repository)}
<h2>By the coder's model</h2>${byGroup("Model", sums, ({ model }) => model)}
<h2>By role</h2>${byRole(sums)}
<p class="note">Runs count on the day they ended. An issue counts on the day its first run ended, and as merged whenever that was. Cost and minutes are those of all runs, also of those that brought nothing; minutes run from the start of a run to its end, its waits included.${figures.unpriced === 0 ? "" : ` Runs without a known price count as free: ${amount(figures.unpriced)}.`}</p>`,
    };
  },
};

function factsOf(figures: Figures) {
  const { merged, issues, runs, usd, rounds, proven, criteria } = figures;
  const facts: [string, string][] = [
    ["Issues merged", share(merged, issues)],
    ["Merges for all runs", share(merged, runs)],
    ["Cost a merge", money(perMerged(usd, figures))],
    ["Minutes a merge", minutes(perMerged(figures.minutes, figures))],
    ["Reviews answered a merge", merged === 0 ? "none merged" : (rounds / merged).toFixed(1)],
    ["Criteria proven", share(proven, criteria)],
    ["Spent", dollars(usd)],
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
