// Refuses characters in code that a reader cannot see, and words that read as other words.
import type { GuardFault } from "../../../../src/domain/guard-fault.ts";
import { lookAlikes } from "../../../../src/domain/look-alikes.ts";
import type { Change, Patch } from "../../../../src/domain/patch.ts";
import { unseenIn } from "../../../../src/domain/unseen.ts";

/** The first of each kind in each file; what the removed lines of the file have, too, is not new. */
export function unreadableCode(patch: Patch, isCode: (path: string) => boolean): GuardFault[] {
  return patch.changes
    .filter(({ path }) => isCode(path))
    .flatMap((change) => [...unseenCharacter(change), ...lookAlike(change)]);
}

function unseenCharacter({ path, added, removed }: Change): GuardFault[] {
  const known = new Set(
    removed.flatMap(({ text, number }) => unseenIn(text, number === 1).map(({ character }) => character)),
  );
  for (const { text, number } of added) {
    const first = unseenIn(text, number === 1).find(({ character }) => !known.has(character));
    if (first !== undefined) {
      const { character, what } = first;
      return [{ kind: "unseen-character", path, line: number, character, what }];
    }
  }
  return [];
}

function lookAlike({ path, added, removed }: Change): GuardFault[] {
  const known = new Set(removed.flatMap(({ text }) => lookAlikes(text)));
  for (const { text, number } of added) {
    const word = lookAlikes(text).find((each) => !known.has(each));
    if (word !== undefined) return [{ kind: "look-alike", path, line: number, word: word.slice(0, 80) }];
  }
  return [];
}
