// The same figures for each repository and model, and what each role cost.
import { html } from "hono/html";
import { Role } from "../../domain/budget.ts";
import type { Sums } from "../../ledger/sums.ts";
import type { Html } from "../html/html.ts";
import { table } from "../html/table.ts";
import { amount, dollars } from "../html/words.ts";
import { type Figures, figuresOf } from "./figures.ts";

export function share(part: number, of: number): string {
  return of === 0 ? "none yet" : `${amount(part)} of ${amount(of)} (${Math.round((part / of) * 100)} %)`;
}

/** Null where nothing was merged. */
export function perMerged(what: number, { merged }: Figures): number | null {
  return merged === 0 ? null : what / merged;
}

export function byGroup(name: string, sums: Sums[], groupOf: (sums: Sums) => string): Html {
  const groups = [...Map.groupBy(sums, groupOf)].map(([group, some]) => ({ group, of: figuresOf(some) }));
  const rows = groups
    .toSorted((a, b) => b.of.runs - a.of.runs)
    .map(({ group, of }) => [
      group === "" ? "none" : group,
      amount(of.runs),
      share(of.merged, of.issues),
      share(of.proven, of.criteria),
      money(perMerged(of.usd, of)),
      minutes(perMerged(of.minutes, of)),
    ]);
  const columns = ["Runs", "Issues merged", "Criteria proven", "Cost a merge", "Minutes a merge"];
  return html`<div class="panel scroll">${table(name, [{ name }, ...columns.map((each) => ({ name: each, isNumber: true }))], rows)}</div>`;
}

export function byRole(sums: Sums[]): Html {
  const total = (amount: string) => sums.reduce((sum, { of }) => sum + (of[amount] ?? 0), 0);
  const all = Role.options.reduce((sum, role) => sum + total(`usd:${role}`), 0);
  const rows = Role.options.map((role) => {
    const usd = total(`usd:${role}`);
    return [
      role,
      amount(total(`tokens:${role}`)),
      dollars(usd),
      all === 0 ? "" : `${Math.round((usd / all) * 100)} %`,
    ];
  });
  const columns = ["Tokens", "Cost", "Of the cost"].map((name) => ({ name, isNumber: true }));
  return html`<div class="panel scroll">${table("Role", [{ name: "Role" }, ...columns], rows)}</div>`;
}

export function money(usd: number | null): string {
  return usd === null ? "none merged" : dollars(usd);
}

export function minutes(count: number | null): string {
  return count === null ? "none merged" : amount(Math.round(count));
}
