// Runs the named tests on the head with one of their lines asking for the opposite or for another value: they have to be red.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Held, Sight } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import { headWith } from "../measure/arm.ts";
import { type Arms, checksOn, withBuilds } from "../measure/arms.ts";
import { timeOf } from "../measure/check.ts";
import { type FilesOf, narrowedTo } from "../measure/narrow.ts";
import { sightOf } from "../prove/sight.ts";
import { spread } from "../spread.ts";
import { type Turned, withLines } from "./opposites.ts";

/** In each round one line of every named test is turned. */
const MOST_ROUNDS = 4;
/** All rounds together may take this many times as long as the same checks took on the head. */
const MOST_SHARE = 3;
const LEAST_MS = 20_000;
const LEAST_LIMIT_MS = 15_000;

export type Turning = {
  arms: Arms;
  view: TreeView;
  named: Check[];
  filesOf: FilesOf;
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
  const { tests, head, named, arms } = turning;
  const checks = withBuilds(arms.project, named);
  const plainMs = timeOf(head.filter(({ check }) => checks.some(({ name }) => name === check.name)));
  let leftMs = Math.max(LEAST_MS, plainMs * MOST_SHARE);
  const limitMs = Math.ceil(Math.max(LEAST_LIMIT_MS, plainMs * MOST_SHARE));
  const run = async (edits: Edit[]): Promise<Seen[]> => {
    if (edits.length === 0 || leftMs < plainMs) return [];
    const results = await withTurned(turning, edits, limitMs);
    leftMs -= timeOf(results);
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

async function withTurned(
  { arms, view, named, filesOf }: Turning,
  edits: Edit[],
  limitMs: number,
): Promise<CheckResult[]> {
  const files = [...Map.groupBy(edits, ({ path }) => path)].map(([path, own]) => ({
    path,
    content: withLines(
      own[0]?.text ?? "",
      own.map(({ turned }) => turned),
    ),
  }));
  const arm = await headWith(arms.patch, view, files);
  const { project, checks } = narrowedTo(arms.project, withBuilds(arms.project, named), filesOf);
  const limited = checks.map((check) => ({ ...check, timeoutMs: Math.min(check.timeoutMs, limitMs) }));
  return await checksOn({ ...arms, project }, arm, limited, { needsBuilds: true });
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
