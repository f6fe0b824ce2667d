// Runs the named tests on the head with one of their lines asking for the opposite or for another value: they have to be red.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Held, Sight } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { Written } from "../measure/arm.ts";
import { timeOf } from "../measure/check.ts";
import { allowanceOf, type NamedChecks, namedOn } from "../measure/named.ts";
import { sightOf } from "../prove/sight.ts";
import { spread } from "../spread.ts";
import { type Turned, withLines } from "./opposites.ts";

/** In each round one line of every named test is turned. */
const MOST_ROUNDS = 4;
/** All rounds together may take this many times as long as the same checks took on the head. */
const MOST_SHARE = 3;
const LEAST_MS = 20_000;

export type Turning = NamedChecks & {
  head: CheckResult[];
  /** What is named for criteria, each with a file on the head. `turned`: the lines of it that are turned, one in each round. */
  tests: Turnable[];
};

/** `shownBy`: what has to be red; the whole command where nobody knows which test a line belongs to. */
export type Turnable = { by: Prover; shownBy: Prover; path: string; text: string; turned: Turned[] };

type Edit = Omit<Turnable, "turned"> & { turned: Turned };
type Seen = Edit & { sight: Sight };

/** Lines that there was no time for, or with which the file does not load, say nothing. */
export async function heldEitherWay(turning: Turning): Promise<Held[]> {
  const { tests, head } = turning;
  const allowance = allowanceOf(turning, head, { mostShare: MOST_SHARE, leastMs: LEAST_MS });
  const run = async (edits: Edit[]): Promise<Seen[]> => {
    if (edits.length === 0 || allowance.leftMs < allowance.plainMs) return [];
    const results = await namedOn(turning, turnedFiles(edits), allowance.limitMs);
    allowance.leftMs -= timeOf(results);
    const seen = edits.map((edit) => ({ ...edit, sight: sightOf(edit.shownBy, results) }));
    const isLost = seen.some(({ sight }) => sight === "not-loaded" || sight === "not-seen");
    if (!isLost || edits.length === 1) return seen;
    const alone: Seen[] = [];
    for (const edit of edits) alone.push(...(await run([edit])));
    return alone;
  };
  const rounds = roundsOf(tests);
  const seen: Seen[] = [];
  for (const edits of rounds) seen.push(...(await run(edits)));
  return judgingNothing(seen);
}

/** The n-th round has the n-th line of each test. */
function roundsOf(tests: Turning["tests"]): Edit[][] {
  const edits = tests.map(({ turned, ...test }) =>
    spread(turned, MOST_ROUNDS).map((each) => ({ ...test, turned: each })),
  );
  return Array.from({ length: MOST_ROUNDS }, (_, round) => edits.flatMap((each) => each[round] ?? []));
}

function turnedFiles(edits: Edit[]): Written[] {
  return [...Map.groupBy(edits, ({ path }) => path)].map(([path, own]) => ({
    path,
    content: withLines(
      own[0]?.text ?? "",
      own.map(({ turned }) => turned),
    ),
  }));
}

/**
 * Pure. A name that only this repository knows judges if another line that calls it turned its test red, or if nothing else
 * in the test could judge.
 */
export function judgingNothing(
  seen: readonly { by: Prover; path: string; turned: Turned; sight: Sight }[],
): Held[] {
  const isRed = ({ sight }: { sight: Sight }) => sight.startsWith("failed");
  return seen.flatMap(({ by, path, turned, sight }) => {
    if (sight !== "passed") return [];
    const judges = turned.decides || seen.some((each) => isRed(each) && each.turned.judge === turned.judge);
    const test = by.kind === "test" ? by.test : null;
    return judges ? [{ check: by.check, test, file: path, line: turned.line }] : [];
  });
}
