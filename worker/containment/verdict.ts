// What a proof amounts to: whether it holds, and in words what does not.
import { PermanentError, sentence } from "../../src/domain/errors.ts";
import type { Proof, Row, Verdict } from "./prove.ts";

/** Nothing was allowed, nothing unclear, and honest work works. What this host could not set up does not count. */
export function isHeld(proof: Proof): boolean {
  return faultsOf(proof).length === 0;
}

/** PermanentError, with everything that was allowed. */
export function requireHeld(proof: Proof): void {
  const faults = faultsOf(proof);
  if (faults.length === 0) return;
  throw new PermanentError(
    sentence({
      what: "The worker takes no jobs, because its sandboxes do not hold",
      because: faults.join("; "),
      remedy:
        "Run `npx issuewright doctor --containment` on this host to see everything, and mend its Docker engine, kernel or container runtime",
    }),
  );
}

function faultsOf({ rows, honest }: Proof): string[] {
  const attacks = rows.flatMap(({ verdict, who, attack, got }) => {
    if (verdict === "allowed") return [`allowed for ${who}: ${attack} (${got})`];
    return verdict === "no-answer" ? [`not clear for ${who}: ${attack} (${got})`] : [];
  });
  const broken = honest.filter(({ verdict }) => verdict === "broken");
  return [...attacks, ...broken.map(({ what, got }) => `does not work: ${what} (${got})`)];
}

const WORDS: Record<Verdict, string> = {
  held: "held",
  allowed: "ALLOWED",
  "no-answer": "NOT CLEAR",
  "not-proven": "not proven",
};
const HONEST_WORDS = { works: "works", broken: "BROKEN", "not-proven": "not proven" };

/** As lines for a person: by group, those who got the same together. */
export function tableOf({ rows, honest, durationMs }: Proof): string[] {
  const groups = [...Map.groupBy(rows, (row) => row.group)].flatMap(([group, ofGroup]) => [
    group.toUpperCase(),
    ...[...Map.groupBy(ofGroup, alike).values()].map(rowLine),
    ...honest
      .filter((each) => each.group === group)
      .map(({ verdict, what, got }) => line(HONEST_WORDS[verdict], "honest work", what, got)),
    "",
  ]);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const working = honest.filter(({ verdict }) => verdict === "works").length;
  return [
    ...groups,
    `${rows.length} attacks in ${(durationMs / 1000).toFixed(1)} s: ${count("held")} held, ${count("allowed")} allowed, ${count("no-answer")} not clear, ${count("not-proven")} not proven; ${working} of ${honest.length} kinds of honest work work`,
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

/** What it got, where that says more than what was expected and held. */
function newIn({ expected, got, verdict }: Row): string[] {
  if (verdict !== "held") return [got === "" ? "nothing was said" : got];
  return got === "" || got === "none" || expected.endsWith(got) ? [] : [got];
}

function line(verdict: string, who: string, what: string, got: string): string {
  return `  ${verdict.padEnd(10)}  ${who.padEnd(11)}  ${what.padEnd(62)}  ${got.replace(/:\s*$/, "")}`.trimEnd();
}
