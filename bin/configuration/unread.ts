// Variables of the environment that are named like ours and that nothing reads, so that a misspelled limit is no secret. Pure.
import { SERVER_SECTIONS } from "../../src/variables.ts";
import { WORKER_SECTIONS } from "../../worker/variables.ts";

/** `like`: variables that may have been meant. */
export type Unread = { variable: string; like: string[] };

const MOST_OFFERED = 4;

/** `names`: of variables that are set. */
export function unreadAmong(names: readonly string[]): Unread[] {
  const known = [...SERVER_SECTIONS, ...WORKER_SECTIONS].flatMap(({ variables }) =>
    variables.map(({ name }) => name),
  );
  return names
    .filter((name) => name.startsWith("ISSUEWRIGHT_") && !known.includes(name))
    .map((variable) => ({
      variable,
      like: known.filter((name) => isLike(name, variable)).slice(0, MOST_OFFERED),
    }));
}

/** Each word that was written begins a word of the name, or the other way round. */
function isLike(name: string, written: string): boolean {
  const words = name.split("_");
  return written
    .split("_")
    .slice(1)
    .every((word) => words.some((each) => each.startsWith(word) || word.startsWith(each)));
}

export function unreadLine({ variable, like }: Unread): string {
  const meant =
    like.length === 0
      ? "`issuewright configuration` prints all that are read."
      : `Did you mean ${like.join(", ")}?`;
  return `Nothing reads ${variable}, which is set. ${meant}`;
}
