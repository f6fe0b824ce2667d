// The models of the environment beside those of the last accepted evaluation, for a terminal.
import { Role } from "../../src/domain/budget.ts";
import type { Standing } from "../../worker/eval/accepted.ts";
import type { Evaluation } from "../../worker/eval/result.ts";
import { summaryOf } from "../../worker/eval/result.ts";
import { rate } from "./table.ts";

type Chosen = Partial<Record<Role, string>>;

/** `last` null: none was accepted yet. */
export function standingWords(now: Chosen, last: Evaluation | null, standing: Standing): string[] {
  if (last === null)
    return [
      ...Role.options.map((role) => `${role.padEnd(10)} ${now[role] ?? "none"}`),
      "",
      "No evaluation was accepted yet: `issuewright eval --accept <out>` does that.",
    ];
  const { configuration, cases } = last;
  const { counts, settled } = summaryOf(cases);
  const rows = Role.options.map((role) => {
    const [then, here] = [configuration.models[role] ?? "none", now[role] ?? "none"];
    return `${then === here ? " " : "≠"} ${role.padEnd(10)} ${then}${then === here ? "" : ` → ${here}`}`;
  });
  return [
    `Accepted last: ${configuration.label}, resolved ${rate(counts.resolved, settled)}`,
    ...rows,
    "",
    STANDINGS[standing],
  ];
}

const STANDINGS: Record<Standing, string> = {
  same: "The environment has the models of that evaluation.",
  other:
    "The environment has the models of an older evaluation that was accepted, and that is no worse beyond chance.",
  worse: "The environment has models that were measured worse than those, beyond chance.",
  "never-measured": "No accepted evaluation has the models of the environment: run one, and accept it.",
};
