// Sums of each day, kept as runs end, so that what months came to is read without reading each run. Pure.
import { z } from "zod";
import { Role, type Usage } from "../domain/budget.ts";
import { identityOf } from "../domain/repository.ts";
import type { RunEvent } from "../domain/run-event.ts";
import type { RunRow } from "./rows.ts";

/** What one repository, and one model in one role, came to on one day. */
export type Sums = {
  /** As in 2030-12-31, UTC: on which the runs ended. */
  day: string;
  /** What identifies it. */
  repository: string;
  role: Role;
  /** Empty: nobody was asked in that role. Only the coder's are kept then, so that theirs hold each run once. */
  model: string;
  /**
   * In each role: `runs`, `opened`: runs that opened a pull request; `usd`, `tokens`: what the role itself cost. `merged`,
   * `refused`: of those pull requests, whenever they were merged, or closed without that. `accepted`: merged without a
   * review that had to be answered.
   *
   * In the coder's alone: `ended:<outcome>`: runs. `ms`, `all-usd`, `unpriced`: what they took and cost in all roles, and how
   * many have no known price. `proven`, `criteria`: of what they brought. `conflicted`: runs that met a conflict with what
   * others changed. `rounds`: reviews that were answered before those merges. `ours`, `changed`: lines that we wrote, and
   * lines in the same files that the merge has otherwise, of `compared` merges. `issues`, `issues-merged`: issues whose first run
   * ended on the day, and how many of them were merged since.
   */
  of: Record<string, number>;
};

/** Fields of a hash of Redis, each with what it grows by. */
export type Growth = [field: string, by: number][];

export type Addition = {
  added: Growth;
  /** Where the run is the first of its issue. */
  cohort: { issues: string; merged: string };
  /** Where the run opened a pull request, what grows when that one ends; null: it opened none. */
  opening: Opening | null;
};

export type Opening = Record<"merged" | "refused" | "accepted", string[]> &
  Record<"rounds" | "ours" | "changed" | "compared", string>;

/** The field of a day that is another after each write. */
export const WRITTEN = JSON.stringify("written");

const Field = z.tuple([z.string(), Role, z.string(), z.string()]);

export function dayOf(at: string): string {
  return at.slice(0, 10);
}

type Ended = Extract<RunEvent, { kind: "ended" }>;

/** What a run adds that ended. `row`: as it was before it ended. */
export function additionOf(
  { outcome, at, issue }: Ended,
  row: RunRow | null,
  usage: Partial<Record<Role, Usage>>,
): Addition {
  const repository = identityOf(issue.repository);
  const models: Record<Role, string> = {
    architect: row?.architect ?? "",
    coder: row?.coder ?? "",
    reviewer: row?.reviewer ?? "",
  };
  const field = (role: Role, amount: string) => JSON.stringify([repository, role, models[role], amount]);
  const coders = (amount: string) => field("coder", amount);
  const roles = Role.options.filter((role) => role === "coder" || models[role] !== "");
  const inEach = (amount: string) => roles.map((role) => field(role, amount));
  const measured = outcome.kind === "opened" || outcome.kind === "revised" ? outcome.measured : null;
  const isOpened = outcome.kind === "opened";
  const added: Growth = [
    ...roles.flatMap((role): Growth => {
      const { usd, inputTokens, outputTokens } = usage[role] ?? { usd: 0, inputTokens: 0, outputTokens: 0 };
      return [
        [field(role, "runs"), 1],
        [field(role, "opened"), isOpened ? 1 : 0],
        [field(role, "usd"), usd ?? 0],
        [field(role, "tokens"), inputTokens + outputTokens],
      ];
    }),
    [coders(`ended:${outcome.kind}`), 1],
    [coders("ms"), row === null ? 0 : Math.max(0, Date.parse(at) - Date.parse(row.startedAt))],
    [coders("all-usd"), row?.usd ?? 0],
    [coders("unpriced"), row !== null && row.usd === null ? 1 : 0],
    [coders("proven"), measured?.kind === "holds" ? measured.proven : 0],
    [coders("criteria"), measured?.kind === "holds" ? measured.criteria : 0],
    [coders("conflicted"), row !== null && row.conflicts > 0 ? 1 : 0],
  ];
  const opening = {
    ...{ merged: inEach("merged"), refused: inEach("refused"), accepted: inEach("accepted") },
    ...{
      rounds: coders("rounds"),
      ours: coders("ours"),
      changed: coders("changed"),
      compared: coders("compared"),
    },
  };
  return {
    added: added.filter(([, by]) => by !== 0),
    cohort: { issues: coders("issues"), merged: coders("issues-merged") },
    opening: isOpened ? opening : null,
  };
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
      const [repository, role, model, amount] = parts;
      const key = `${repository} ${role} ${model}`;
      const sums = by.get(key) ?? { day, repository, role, model, of: {} };
      sums.of[amount] = Number(value);
      by.set(key, sums);
    }
    return [...by.values()];
  });
}
