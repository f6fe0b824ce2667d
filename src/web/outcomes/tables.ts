// The same figures for each repository, and for each model in each role.
import { Role } from "../../domain/budget.ts";
import type { Sums } from "../../ledger/sums.ts";
import { money } from "../../messages/words.ts";
import type { Html } from "../html/html.ts";
import { panel } from "../html/table.ts";
import { amount } from "../html/words.ts";
import { type Figures, figuresOf, totalOf } from "./figures.ts";

export function share(part: number, of: number): string {
  return of === 0 ? "none yet" : `${amount(part)} of ${amount(of)} (${Math.round((part / of) * 100)} %)`;
}

/** Null where nothing was merged. */
export function perMerged(what: number, { merged }: Figures): number | null {
  return merged === 0 ? null : what / merged;
}

const numbers = (names: string[]) => names.map((name) => ({ name, isNumber: true }));

export function byGroup(name: string, sums: Sums[], groupOf: (sums: Sums) => string): Html {
  const ofCoders = sums.filter(({ role }) => role === "coder");
  const groups = [...Map.groupBy(ofCoders, groupOf)].map(([group, some]) => ({ group, of: figuresOf(some) }));
  const rows = groups
    .toSorted((a, b) => b.of.runs - a.of.runs)
    .map(({ group, of }) => [
      group === "" ? "none" : group,
      share(of.merged, of.runs),
      share(of.accepted, of.merged + of.refused),
      linesAfterUs(of),
      share(of.conflicted, of.runs),
      share(of.proven, of.criteria),
      cost(perMerged(of.usd, of)),
      minutes(perMerged(of.minutes, of)),
    ]);
  const columns = [
    ...["Merged, of all runs", "At the first review", "Lines changed after us", "Runs in conflict"],
    ...["Criteria proven", "Cost per merge", "Minutes per merge"],
  ];
  return panel(name, [{ name }, ...numbers(columns)], rows);
}

/** A run counts for each role that it asked, with the model of that role. */
export function byRole(sums: Sums[]): Html {
  const all = totalOf(sums, "usd");
  const rows = Role.options.flatMap((role) => {
    const models = [
      ...Map.groupBy(
        sums.filter((each) => each.role === role),
        ({ model }) => model,
      ),
    ];
    return models
      .map(([model, some]) => ({ model, of: (name: string) => totalOf(some, name) }))
      .filter(({ model }) => model !== "")
      .toSorted((a, b) => b.of("runs") - a.of("runs"))
      .map(({ model, of }) => [
        role,
        model,
        share(of("merged"), of("runs")),
        share(of("accepted"), of("merged") + of("refused")),
        amount(of("tokens")),
        money(of("usd")),
        all === 0 ? "" : `${Math.round((of("usd") / all) * 100)} %`,
      ]);
  });
  const columns = ["Merged, of all runs", "At the first review", "Tokens", "Cost", "Of the cost"];
  return panel("Role", [{ name: "Role" }, { name: "Model" }, ...numbers(columns)], rows);
}

export function linesAfterUs({ changed, ours, compared }: Figures): string {
  return compared === 0 ? "none compared" : `${amount(changed)} beside ${amount(ours)} of ours`;
}

export function cost(usd: number | null): string {
  return usd === null ? "none merged" : money(usd);
}

export function minutes(count: number | null): string {
  return count === null ? "none merged" : amount(Math.round(count));
}
