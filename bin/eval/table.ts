// An evaluation as lines for a person: one per case, then the sums; every rate shows the number of its cases.
import { Role } from "../../src/domain/budget.ts";
import { count, duration, money, tokens } from "../../src/messages/words.ts";
import { type CaseResult, type Configuration, type Evaluation, summaryOf } from "../../worker/eval/result.ts";
import { interval } from "../../worker/eval/statistics.ts";
import type { Verdict } from "../../worker/eval/verdict.ts";
import { reasonLine } from "./reason.ts";

export const VERDICT_WORDS: Record<Verdict, string> = {
  resolved: "resolved",
  "false-success": "FALSE SUCCESS",
  "honest-stop": "honest stop",
  "broken-case": "broken case",
  error: "error",
};

const VERDICT_WIDTH = 13;
const MAX_REASON = 160;

/** The line of one case. */
export function caseLine(result: CaseResult, nameWidth: number): string {
  const { name, verdict, runMs } = result;
  const because = reasonLine(result.reason);
  const columns = [VERDICT_WORDS[verdict].padEnd(VERDICT_WIDTH), name.padEnd(nameWidth)];
  const spent = runMs === 0 ? ["", ""] : [money(summaryOf([result]).total.usd), duration(runMs)];
  const [cost = "", time = ""] = spent;
  const reason = because.length > MAX_REASON ? `${because.slice(0, MAX_REASON)} …` : because;
  return `${columns.join("  ")}  ${cost.padStart(13)}  ${time.padStart(12)}  ${reason}`.trimEnd();
}

export function tableOf({ configuration, cases }: Evaluation): string[] {
  const width = Math.max(4, ...cases.map(({ name }) => name.length));
  const head = `${"verdict".padEnd(VERDICT_WIDTH)}  ${"case".padEnd(width)}  ${"cost".padStart(13)}  ${"time".padStart(12)}`;
  return [
    configurationLine(configuration),
    "",
    head,
    ...cases.map((each) => caseLine(each, width)),
    "",
    ...sums(cases),
  ];
}

export function configurationLine({ label, architect, models }: Configuration): string {
  const byRole = Role.options.flatMap((role) =>
    models[role] === undefined || (role === "architect" && architect === "off")
      ? []
      : `${role} ${models[role]}`,
  );
  return `${label}: ${[`architect ${architect}`, ...byRole].join(", ")}`;
}

function sums(cases: CaseResult[]): string[] {
  const { counts, settled, published, usage, total, runMs } = summaryOf(cases);
  const left = [
    ...(counts["broken-case"] > 0 ? [count(counts["broken-case"], "broken case")] : []),
    ...(counts.error > 0 ? [count(counts.error, "error")] : []),
  ];
  const byRole = Role.options.flatMap((role) => {
    const spent = usage[role];
    return spent === undefined ? [] : [`  ${role.padEnd(10)} ${money(spent.usd)}, ${tokens(spent)}`];
  });
  const ran = cases.filter((each) => each.runMs > 0).length;
  return [
    `resolved        ${rate(counts.resolved, settled)}`,
    `false success   ${rate(counts["false-success"], settled)}; ${counts["false-success"]} of ${published} published`,
    `honest stop     ${rate(counts["honest-stop"], settled)}`,
    ...(left.length === 0 ? [] : [`not counted     ${left.join(", ")}`]),
    `cost            ${money(total.usd)}${perCase(total.usd, ran, money)}, ${tokens(total)}`,
    ...byRole,
    `run time        ${duration(runMs)}${perCase(runMs, ran, duration)}`,
  ];
}

/** Like `5 of 12 (42 %; 95 % interval 19–68 %)`, because a percentage alone hides how few cases it is based on. */
export function rate(hits: number, n: number): string {
  const range = interval(hits, n);
  if (range === null) return "0 of 0";
  const [share, low, high] = [hits / n, range.low, range.high].map((part) => Math.round(part * 100));
  return `${hits} of ${n} (${share} %; 95 % interval ${low}–${high} %)`;
}

function perCase(sum: number | null, n: number, say: (value: number) => string): string {
  return sum === null || n === 0 ? "" : ` (${say(sum / n)} per case, n = ${n})`;
}
