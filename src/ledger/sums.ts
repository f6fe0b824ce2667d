// Sums by day, repository and model, added to as runs end, so that no reader has to look at each run. Pure.
import { z } from "zod";
import { Role, type Usage } from "../domain/budget.ts";
import { slug } from "../domain/repository.ts";
import type { RunEvent } from "../domain/run-event.ts";
import type { RunRow } from "./rows.ts";

/** What one repository and one coder's model came to on one day. */
export type Sums = {
  /** As in 2030-12-31, UTC: on which the runs ended. */
  day: string;
  repository: string;
  /** The model of the coder; empty: no coder was asked. */
  model: string;
  /**
   * `ended:<outcome>`: runs. `usd`, `ms`, `unpriced`: what they cost and took, and how many have no known price. `proven`,
   * `criteria`: of what they brought. `usd:<role>`, `tokens:<role>`: of the roles. `issues`, `merged`: issues whose first
   * run ended on the day, and how many of them were merged since, whenever that was. `rounds`: reviews that were
   * answered before those merges.
   */
  of: Record<string, number>;
};

export type Addition = {
  added: [field: string, by: number][];
  /** The fields that count the issue itself. */
  issues: string;
  merged: string;
  rounds: string;
};

const Field = z.tuple([z.string(), z.string(), z.string()]);

export function dayOf(at: string): string {
  return at.slice(0, 10);
}

/** What a run adds that ended. `row`: as it was before it ended. */
export function additionOf(
  { outcome, at, issue }: Extract<RunEvent, { kind: "ended" }>,
  row: RunRow | null,
  usage: Partial<Record<Role, Usage>>,
): Addition {
  const field = (amount: string) => JSON.stringify([slug(issue.repository), row?.coder ?? "", amount]);
  const measured = outcome.kind === "opened" || outcome.kind === "revised" ? outcome.measured : null;
  const of: Record<string, number> = {
    [`ended:${outcome.kind}`]: 1,
    ms: row === null ? 0 : Math.max(0, Date.parse(at) - Date.parse(row.startedAt)),
    usd: row?.usd ?? 0,
    unpriced: row !== null && row.usd === null ? 1 : 0,
    ...(measured?.kind === "holds" ? { proven: measured.proven, criteria: measured.criteria } : {}),
  };
  for (const role of Role.options) {
    const { usd, inputTokens, outputTokens } = usage[role] ?? { usd: 0, inputTokens: 0, outputTokens: 0 };
    of[`usd:${role}`] = usd ?? 0;
    of[`tokens:${role}`] = inputTokens + outputTokens;
  }
  const added = Object.entries(of).flatMap(([amount, by]): Addition["added"] =>
    by === 0 ? [] : [[field(amount), by]],
  );
  return { added, issues: field("issues"), merged: field("merged"), rounds: field("rounds") };
}

/** `kept`: the fields of each day. Those that this version does not know are left out. */
export function sumsIn(kept: { day: string; fields: Record<string, string> }[]): Sums[] {
  // The same fields come again on each day, and reading one costs more than all else here.
  const known = new Map<string, z.infer<typeof Field> | null>();
  const read = (field: string) => {
    const before = known.get(field);
    if (before !== undefined) return before;
    const parsed = Field.safeParse(JSON.parse(field)).data ?? null;
    known.set(field, parsed);
    return parsed;
  };
  return kept.flatMap(({ day, fields }) => {
    const by = new Map<string, Sums>();
    for (const [field, value] of Object.entries(fields)) {
      const parts = read(field);
      if (parts === null) continue;
      const [repository, model, amount] = parts;
      const key = `${repository} ${model}`;
      const sums = by.get(key) ?? { day, repository, model, of: {} };
      sums.of[amount] = Number(value);
      by.set(key, sums);
    }
    return [...by.values()];
  });
}
