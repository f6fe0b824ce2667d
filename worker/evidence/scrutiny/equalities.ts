// Equalities that a change defines: a test that compares such values is judged by the change itself. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import { equalityOf } from "../../toolchains/forms-of.ts";
import type { Asking } from "./as-before.ts";

/** Each added line that begins one, as far as another equality could stand in its place. `changes`: of code, not of tests. */
export function equalitiesIn(changes: readonly Change[]): Asking[] {
  return changes.flatMap(({ path, added, isText }) => {
    const equality = isText ? equalityOf(path) : null;
    const begins = added.filter(({ text }) => equality?.defines.test(text) === true);
    return begins.map(({ number }) => ({
      place: { path, from: number, to: number },
      about: "equality" as const,
    }));
  });
}

/** The same change, with blanks where one begins. */
export function withoutEquality(change: Change): Change {
  const lines = new Set(equalitiesIn([change]).map(({ place }) => place.from));
  const added = change.added.map((line) => (lines.has(line.number) ? { ...line, text: "" } : line));
  return lines.size === 0 ? change : { ...change, added };
}
