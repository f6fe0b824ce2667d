// Two evaluations side by side: how each ended on every case, where they differ, and whether that could be chance.
import { count, duration, money } from "../../src/messages/words.ts";
import { aloneWith, isCounted, type Pair, pairUp, USUAL_THRESHOLD } from "../../worker/eval/compared.ts";
import { type CaseResult, type Evaluation, summaryOf } from "../../worker/eval/result.ts";
import { exactP } from "../../worker/eval/statistics.ts";
import type { Verdict } from "../../worker/eval/verdict.ts";
import { configurationLine, rate, VERDICT_WORDS } from "./table.ts";

export function comparisonOf(first: Evaluation, second: Evaluation): string[] {
  const pairs = pairUp(first.cases, second.cases);
  const counted = pairs.filter(isCounted);
  const width = Math.max(4, ...pairs.map((pair) => pair.first.name.length));
  return [
    `A  ${configurationLine(first.configuration)}`,
    `B  ${configurationLine(second.configuration)}`,
    "",
    row(["", "case".padEnd(width), "A", "", "", "B", "", ""]),
    ...pairs.map((pair) => pairRow(pair, width)),
    "",
    ...leftOut(first, second, { pairs, counted }),
    ...sums(counted),
    ...differences(counted),
    "Each case ran once with each configuration, so these numbers do not show how results vary from run to run.",
  ];
}

function pairRow({ first, second }: Pair, width: number): string {
  const cells = (result: CaseResult) => [
    VERDICT_WORDS[result.verdict],
    result.runMs === 0 ? "" : money(summaryOf([result]).total.usd),
    result.runMs === 0 ? "" : duration(result.runMs),
  ];
  const differs = first.verdict !== second.verdict;
  return row([differs ? "≠" : "", first.name.padEnd(width), ...cells(first), ...cells(second)]);
}

const WIDTHS = [1, 0, 13, 13, 12, 13, 13, 12];

function row(cells: string[]): string {
  return cells
    .map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0))
    .join("  ")
    .trimEnd();
}

function leftOut(
  first: Evaluation,
  second: Evaluation,
  { pairs, counted }: { pairs: Pair[]; counted: Pair[] },
): string[] {
  const alone = first.cases.length + second.cases.length - 2 * pairs.length;
  const unsettled = pairs.length - counted.length;
  return [
    ...(alone === 0
      ? []
      : [
          `Left out: ${count(alone, "result")} of a case that only one evaluation has, or that was changed since.`,
        ]),
    ...(unsettled === 0
      ? []
      : [`Left out: ${count(unsettled, "case")} that broke or ended with an error in one of the two.`]),
  ];
}

function sums(counted: Pair[]): string[] {
  const [a, b] = [counted.map(({ first }) => first), counted.map(({ second }) => second)];
  const lines = (name: string, results: CaseResult[]) => {
    const { counts, settled, total, runMs } = summaryOf(results);
    return [
      `${name}  resolved ${rate(counts.resolved, settled)}`,
      `   false success ${rate(counts["false-success"], settled)}`,
      `   ${money(total.usd)}, ${duration(runMs)}`,
    ];
  };
  return [`${count(counted.length, "case")} compared.`, ...lines("A", a), ...lines("B", b), ""];
}

function differences(counted: Pair[]): string[] {
  return (["resolved", "false-success"] as const).map((verdict) => difference(counted, verdict));
}

/** Only cases with different verdicts show which evaluation is better. */
function difference(counted: Pair[], verdict: Verdict): string {
  const { first: a, second: b } = aloneWith(verdict, counted);
  const what = VERDICT_WORDS[verdict].toLowerCase();
  if (a + b === 0) return `${what}: no case differs, so these cases show no difference.`;
  const p = exactP(a, b);
  const chance = `exact p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`} (McNemar, two-sided)`;
  const verdictOnP =
    p < USUAL_THRESHOLD
      ? "chance alone would rarely do this"
      : `with ${a + b} of ${count(counted.length, "case")} differing, that may well be chance: run more cases before you choose`;
  return `${what}: ${count(a, "case")} only in A, ${b} only in B; ${chance}: ${verdictOnP}.`;
}
