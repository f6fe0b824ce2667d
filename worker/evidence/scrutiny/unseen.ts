// What a reader of a diff does not see: characters without a shape, and a file that can be executed now.
import type { Patch } from "../../../src/domain/patch.ts";
import type { Suspicion } from "../../../src/domain/remark.ts";

/** Joiners that some languages write, and what follows an emoji, are not counted. */
const UNSEEN =
  /(?!\t|[\u200c-\u200f]|\u061c|\ufe0e|\ufe0f|\ufeff)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

export function unseenCharacters({ changes }: Pick<Patch, "changes">): Suspicion[] {
  return changes
    .filter(({ added }) => added.some(({ text }) => UNSEEN.test(text.replace(/\r$/, ""))))
    .map(({ path }) => ({ kind: "unseen-characters", path }));
}

export function executables({ changes }: Pick<Patch, "changes">): Suspicion[] {
  return changes
    .filter(({ mode, previousMode }) => mode === "100755" && previousMode !== "100755")
    .map(({ path }) => ({ kind: "executable", path }));
}
