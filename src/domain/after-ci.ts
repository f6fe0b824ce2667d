// What the CI of a commit asks of us: a look into it, another run of its jobs, or a word to a person. Facts decide it.
import type { CiStanding, RedJob } from "./ci.ts";

/** So often a job of one commit is run again, and so often we look into the CI before a person speaks again. */
export const MOST_RERUNS = 3;
export const MOST_MENDINGS = 2;

export type AfterCi =
  | { kind: "nothing" }
  /** `otherwise`: what follows where GitHub lets us run none of them again. */
  | { kind: "rerun"; jobs: RedJob[]; otherwise: AfterRed }
  /** A job of ours looks into it. */
  | { kind: "mend" }
  /** The draft is marked as ready. */
  | { kind: "ready" }
  | { kind: "tell"; what: CiTold };

export type AfterRed = { kind: "mend" } | { kind: "tell"; what: CiTold };

/** What a person has to know, because nobody else goes on. */
export type CiTold =
  | Extract<CiStanding, { kind: "needs-approval" | "skipped" | "cancelled" }>
  | { kind: "red-on-base"; jobs: RedJob[] }
  | { kind: "outage"; jobs: RedJob[]; because: "run-often" | "not-permitted" | "not-ours-to-run" }
  | { kind: "mended-often"; jobs: RedJob[]; times: number };

/**
 * `mended`: how often a job of ours looked into it since a person last asked for a fresh run. `waitsForGreen`: it is a draft
 * that the rules have made ready as soon as its CI is green, and everything else is proven.
 */
export function afterCi(
  standing: CiStanding,
  { mended, waitsForGreen }: { mended: number; waitsForGreen: boolean },
): AfterCi {
  switch (standing.kind) {
    case "unfinished":
    case "absent":
      return { kind: "nothing" };
    case "green":
      return { kind: waitsForGreen ? "ready" : "nothing" };
    case "needs-approval":
    case "skipped":
    case "cancelled":
      return { kind: "tell", what: standing };
    case "red":
      return afterRed(standing, mended);
    default:
      return standing satisfies never;
  }
}

/** What lost its machine is run again first: the others are judged once everything has ended. */
function afterRed(red: Red, mended: number): AfterCi {
  const again = red.outage.filter(({ attempt }) => attempt !== null && attempt <= MOST_RERUNS);
  if (again.length > 0)
    return { kind: "rerun", jobs: again, otherwise: withoutRerun(red, mended, "not-permitted") };
  const isOften = red.outage.some(({ attempt }) => attempt !== null);
  return withoutRerun(red, mended, isOften ? "run-often" : "not-ours-to-run");
}

type Red = Extract<CiStanding, { kind: "red" }>;
type Because = Extract<CiTold, { kind: "outage" }>["because"];

function withoutRerun({ ours, outage, onBase }: Red, mended: number, because: Because): AfterRed {
  if (ours.length > 0 && mended < MOST_MENDINGS) return { kind: "mend" };
  if (ours.length > 0) return { kind: "tell", what: { kind: "mended-often", jobs: ours, times: mended } };
  if (outage.length > 0) return { kind: "tell", what: { kind: "outage", jobs: outage, because } };
  return { kind: "tell", what: { kind: "red-on-base", jobs: onBase } };
}
