// Runs the named tests on the head with one of their lines asking for the opposite or for another value: they have to be red.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Held, Sight } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { Written } from "../measure/arm.ts";
import { allowanceOf, type NamedChecks, namedWithin } from "../measure/named.ts";
import { MOST_TREATMENTS, someAtATime } from "../measure/some-at-a-time.ts";
import { sightOf } from "../prove/sight.ts";
import { spread } from "../spread.ts";
import { type Turned, type TurnedFile, withLines } from "./opposites.ts";

/** In each round one line of every named test is turned. */
const MOST_ROUNDS = 4;
/** All rounds together may take this many times as long as the same checks took on the head. */
const MOST_SHARE = 3;
const LEAST_MS = 20_000;

export type Turning = NamedChecks & {
  head: CheckResult[];
  /** What is named for criteria, each with a file on the head. `turned`: the lines of it that are turned, one in each round. */
  tests: Turnable[];
  /** Files that read otherwise than on the head in every round. */
  beside: readonly Written[];
};

/** `shownBy`: what has to be red; the whole command where nobody knows which test a line belongs to. */
export type Turnable = { by: Prover; shownBy: Prover; files: TurnedFile[] };

type Edit = Omit<Turnable, "files"> & Pick<TurnedFile, "path" | "text"> & { turned: Turned };
type Seen = Edit & { sight: Sight };

/** Lines that there was no time for, or with which the file does not load, say nothing. */
export async function heldEitherWay(turning: Turning): Promise<Held[]> {
  const { tests, head, beside } = turning;
  const allowance = allowanceOf(turning, head, { mostShare: MOST_SHARE, leastMs: LEAST_MS });
  const seenIn = async (rounds: Edit[][]): Promise<Seen[][]> => {
    const begin = (edits: Edit[]) => namedWithin(turning, [...beside, ...turnedFiles(edits)], allowance);
    const results = await someAtATime(rounds, begin, MOST_TREATMENTS);
    return rounds.map((edits, at) => {
      const ran = results[at] ?? null;
      return ran === null ? [] : edits.map((edit) => ({ ...edit, sight: sightOf(edit.shownBy, ran) }));
    });
  };
  const rounds = await seenIn(roundsOf(tests));
  const alone = rounds.filter(isLost).flatMap((seen) => seen.map((edit) => [edit]));
  const seen = [...rounds.filter((round) => !isLost(round)), ...(await seenIn(alone))];
  return judgingNothing(seen.flat());
}

/** One line may have kept the file of the others from loading. */
function isLost(round: Seen[]): boolean {
  return round.length > 1 && round.some(({ sight }) => sight === "not-loaded" || sight === "not-seen");
}

/** The n-th round has the n-th line of each test. */
function roundsOf(tests: Turning["tests"]): Edit[][] {
  const edits = tests.map(({ files, ...test }) => {
    const all = files.flatMap(({ turned, ...file }) =>
      turned.map((each) => ({ ...test, ...file, turned: each })),
    );
    return sample(all);
  });
  const rounds = Array.from({ length: MOST_ROUNDS }, (_, round) =>
    edits.flatMap((each) => each[round] ?? []),
  );
  return rounds.filter((round) => round.length > 0);
}

/** Of each line first the value, or what else there is; then the rest, while there is room. Pure. */
export function sample<T extends { path: string; turned: Turned }>(edits: readonly T[]): T[] {
  const ofLine = Map.groupBy(edits, ({ path, turned }) => `${turned.line} ${path}`);
  const firsts = [...ofLine.values()].flatMap(
    (each) => each.find(({ turned }) => turned.what === "value") ?? each.slice(0, 1),
  );
  const rest = edits.filter((each) => !firsts.includes(each));
  return [...spread(firsts, MOST_ROUNDS), ...rest].slice(0, MOST_ROUNDS);
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
