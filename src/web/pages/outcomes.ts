// What runs came to, over time: by outcome, by repository, by model and by role, with the denominator of each rate.

import { html } from "hono/html";
import { identityOf, slug } from "../../domain/repository.ts";
import type { Sums } from "../../ledger/sums.ts";
import { money } from "../../messages/words.ts";
import { choice } from "../html/choice.ts";
import { facts } from "../html/facts.ts";
import type { Html } from "../html/html.ts";
import { amount } from "../html/words.ts";
import { bars } from "../outcomes/bars.ts";
import { mergeRates } from "../outcomes/curve.ts";
import { type Figures, figuresOf, lastDays } from "../outcomes/figures.ts";
import { byGroup, byRole, cost, linesAfterUs, minutes, perMerged, share } from "../outcomes/tables.ts";
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
    const names = new Map(repositories.map((each) => [identityOf(each), slug(each)]));
    const chosen = repositories.find((each) => slug(each) === of("repository")) ?? null;
    const sums = chosen === null ? all : all.filter(({ repository }) => repository === identityOf(chosen));
    const name = chosen === null ? "" : slug(chosen);
    const query = chosen === null ? "" : `&repository=${encodeURIComponent(name)}`;
    return {
      title: "Outcomes",
      main: html`<div class="head"><h1>Outcomes</h1>${choice("repository", "Repository", [...names.values()], name, { days: span })}</div>
<nav class="spans" aria-label="Time"><ul>${SPANS.map((each) => html`<li><a href="/outcomes?days=${each}${query}"${each === span ? html` aria-current="page"` : ""}>${each} days</a></li>`)}</ul></nav>
${sums.length === 0 ? nothingIn(span) : figuresIn(sums, days, names)}`,
    };
  },
};

function nothingIn(span: string): Html {
  return html`<div class="panel empty"><h2>No run ended in the last ${span} days</h2>
<p>Each run that ends is counted here, with what it cost and what became of its pull request.</p></div>`;
}

function figuresIn(sums: Sums[], days: string[], names: Map<string, string>): Html {
  const figures = figuresOf(sums);
  const rates = mergeRates(sums, days);
  return html`${factsOf(figures)}
<h2>Runs by outcome <span class="count">${amount(figures.runs)}</span></h2>${bars(sums, days)}
${rates === null ? "" : html`<h2>Merged, week by week</h2>${rates}`}
<h2>By repository</h2>${byGroup("Repository", sums, ({ repository }) => names.get(repository) ?? repository)}
<h2>By the coder's model</h2>${byGroup("Model", sums, ({ model }) => model)}
<h2>By role and model</h2>${byRole(sums)}
${meanings(figures)}`;
}

function factsOf(figures: Figures): Html {
  const { merged, refused, accepted, opened, runs, issues, issuesMerged } = figures;
  const { rounds, conflicted, proven, criteria, usd } = figures;
  return facts([
    ["Merged, of all runs", share(merged, runs)],
    ["Merged, of pull requests opened", share(merged, opened)],
    ["Merged at the first review", share(accepted, merged + refused)],
    ["Issues merged", share(issuesMerged, issues)],
    ["Reviews answered per merge", merged === 0 ? "none merged" : (rounds / merged).toFixed(1)],
    ["Lines changed after us", linesAfterUs(figures)],
    ["Runs in conflict", share(conflicted, runs)],
    ["Criteria proven", share(proven, criteria)],
    ["Cost per merge", cost(perMerged(usd, figures))],
    ["Minutes per merge", minutes(perMerged(figures.minutes, figures))],
    ["Spent", money(usd)],
  ]);
}

function meanings({ unpriced, compared }: Figures): Html {
  const free = unpriced === 0 ? "" : ` Runs without a known price count as free: ${amount(unpriced)}.`;
  return html`<h2>What is counted</h2>
<ul class="note meanings">
<li>A run counts on the day it ended. The pull request that it opened counts on that day, too, whenever it was merged or refused.</li>
<li>At the first review: merged without a review that had to be answered, of the pull requests that were merged or refused.</li>
<li>An issue counts on the day its first run ended, and as merged whenever that was.</li>
<li>Lines changed after us: in the files that a change touched, lines that only our last commit or only the merge has. What others changed on the base meanwhile is among them. So many merges were compared: ${amount(compared)}.</li>
<li>Runs in conflict: others had changed the same lines, on the base or on the branch, so the coder did its change again.</li>
<li>Cost and minutes are those of all runs, also of those that brought nothing. Minutes run from the start of a run to its end, its waits included.${free}</li>
<li>By role, a run counts for each role that it asked, with the model of that role.</li>
</ul>`;
}
