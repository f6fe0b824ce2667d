// Changed lines that compare a time which other lines of their file took from the clock with a day that the change names. Pure.
import { type Change, textsOf } from "../../../src/domain/patch.ts";
import { asksOf, isCodePath } from "../../toolchains/paths.ts";
import { hunksIn } from "../experiment/hunks.ts";
import type { Asking } from "./as-before.ts";
import { decidesMore, marksDay } from "./decides.ts";

/**
 * The first place of each file. `head`: the text of a changed file. Not promised: that a time is known under a second name, or a
 * day that stands in another file.
 */
export function decidesByTime(changes: readonly Change[], head: (path: string) => string | null): Asking[] {
  return changes.flatMap((change) => {
    const { path, added, removed, diff, isText } = change;
    const text = isText && isCodePath(path) ? head(path) : null;
    const names =
      text === null
        ? []
        : timesIn(
            text,
            asksOf(path).own.flatMap(({ clock }) => clock ?? []),
          );
    const whole = { was: textsOf(removed).join("\n"), now: textsOf(added).join("\n") };
    if (names.length === 0 || !marksDay(whole)) return [];
    const isTime = new RegExp(`(?<![.\\w$])(?:${names.join("|")})(?![\\w$])`);
    const edits = hunksIn(Buffer.from(diff).toString()).flatMap((hunk) => hunk.edits);
    const found = edits.find(({ was, now }) => {
      return isTime.test(now.join("\n")) && decidesMore({ was: was.join("\n"), now: now.join("\n") });
    });
    if (found === undefined) return [];
    const line =
      found.at +
      Math.max(
        0,
        found.now.findIndex((each) => isTime.test(each)),
      );
    return [{ place: { path, from: line, to: line }, about: "clock" as const }];
  });
}

/** The names that lines give to what they ask the clock. */
function timesIn(text: string, clocks: readonly RegExp[]): string[] {
  const names = text.split("\n").flatMap((line) => {
    const [, name, value = ""] = GIVEN.exec(line) ?? [];
    return name !== undefined && clocks.some((clock) => clock.test(value)) ? [name] : [];
  });
  return [...new Set(names)];
}

const GIVEN = /(?<![\w$.])([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?:?=(?![=>])(.*)$/;
