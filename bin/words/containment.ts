// The containment proof as a terminal shows it.
import type { Proof, Row, Verdict } from "../../containment/prove.ts";
import type { Breach } from "../../containment/verdict.ts";

export function breachWords(breach: Breach): string {
  switch (breach.kind) {
    case "allowed":
      return `allowed for ${breach.who}: ${breach.attack} (${breach.observed})`;
    case "unclear":
      return `not clear for ${breach.who}: ${breach.attack} (${breach.observed})`;
    case "honest-work-broken":
      return `does not work: ${breach.what} (${breach.observed})`;
    default:
      return breach satisfies never;
  }
}

const WORDS: Record<Verdict, string> = {
  held: "held",
  allowed: "ALLOWED",
  "no-answer": "NOT CLEAR",
  "not-proven": "not proven",
};
const HONEST_WORDS = { works: "works", broken: "BROKEN", "not-proven": "not proven" };

/** Lines for a person, group by group; rows with the same result share a line. */
export function containmentTable({ rows, honest, durationMs }: Proof): string[] {
  const groups = [...Map.groupBy(rows, (row) => row.group)].flatMap(([group, ofGroup]) => [
    group.toUpperCase(),
    ...[...Map.groupBy(ofGroup, alike).values()].map(rowLine),
    ...honest
      .filter((each) => each.group === group)
      .map(({ verdict, what, observed }) => line(HONEST_WORDS[verdict], "honest work", what, observed)),
    "",
  ]);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const working = honest.filter(({ verdict }) => verdict === "works").length;
  return [
    ...groups,
    `${rows.length} attacks in ${(durationMs / 1000).toFixed(1)} s: ${count("held")} held, ${count("allowed")} allowed, ${count("no-answer")} not clear, ${count("not-proven")} not proven; ${working} of ${honest.length} kinds of honest work succeed`,
  ];
}

function alike({ attack, verdict }: Row): string {
  return `${attack} ${verdict}`;
}

function rowLine(rows: Row[]): string {
  const [first] = rows;
  if (first === undefined) return "";
  const who = rows.map((row) => row.who).join(", ");
  return line(WORDS[first.verdict], who, first.attack, [first.expected, ...newIn(first)].join(": "));
}

/** What was observed, unless that only repeats what was expected. */
function newIn({ expected, observed, verdict }: Row): string[] {
  if (verdict !== "held") return [observed === "" ? "nothing was said" : observed];
  return observed === "" || observed === "none" || expected.endsWith(observed) ? [] : [observed];
}

function line(verdict: string, who: string, what: string, observed: string): string {
  return `  ${verdict.padEnd(10)}  ${who.padEnd(11)}  ${what.padEnd(62)}  ${observed.replace(/:\s*$/, "")}`.trimEnd();
}
