// Two versions of a file with code and tests in one: the code of one with the tests of the other. Pure but for one question.
import type { InlinePlace, InlineTests } from "../../toolchains/language.ts";
import { inlineTestsOf } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";

export type Version = { text: string; places: readonly InlinePlace[] };

/** A place without its like in the other version stays as it is: nobody can tell where its tests would stand. */
export function withTestsOf(own: Version, other: Version): string {
  const theirs = new Map(other.places.map((place) => [place.owner, place]));
  let [whole, at] = ["", 0];
  for (const place of own.places) {
    const found = theirs.get(place.owner);
    const takes = found !== undefined && (place.isTest || found.isTest);
    const part = takes ? other.text.slice(found.from, found.to) : own.text.slice(place.from, place.to);
    whole += own.text.slice(at, place.from);
    if (part !== "" && whole !== "" && !whole.endsWith("\n")) whole += "\n";
    whole += part;
    at = place.to;
  }
  return whole + own.text.slice(at);
}

/** Counted from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** Whether the repository runs the tests that may stand in a file; asked once of each language. */
export function areRunIn(view: Workspace["view"]): (path: string) => Promise<boolean> {
  const known = new Map<InlineTests, Promise<boolean>>();
  return async (path) => {
    const tests = inlineTestsOf(path);
    if (tests?.areRun === undefined) return tests !== null;
    const found = known.get(tests) ?? tests.areRun(view);
    known.set(tests, found);
    return await found;
  };
}
