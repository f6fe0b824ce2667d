// What a reader of a diff does not see: characters without a shape, bytes that are no text, a file that can be executed now.
import { lookAlikes } from "../../../src/domain/look-alikes.ts";
import type { Patch, PatchLine } from "../../../src/domain/patch.ts";
import type { Suspicion } from "../../../src/domain/remark.ts";
import { unseenIn } from "../../../src/domain/unseen.ts";
import { isCodePath } from "../../toolchains/paths.ts";

/** A space that no line is broken at. Texts need it; in code it is seldom meant. */
const NO_BREAK = /[\u00a0\u202f]/;

export function unseenCharacters({ changes }: Pick<Patch, "changes">): Suspicion[] {
  return changes
    .filter(({ path, added }) => added.some((line) => isUnseen(line, isCodePath(path))))
    .map(({ path }) => ({ kind: "unseen-characters", path }));
}

function isUnseen({ text, number }: PatchLine, isCode: boolean): boolean {
  return (
    unseenIn(text, number === 1).length > 0 || lookAlikes(text).length > 0 || (isCode && NO_BREAK.test(text))
  );
}

export function binaries({ changes }: Pick<Patch, "changes">): Suspicion[] {
  return changes.filter(({ isText }) => !isText).map(({ path }) => ({ kind: "binary", path }));
}

export function executables({ changes }: Pick<Patch, "changes">): Suspicion[] {
  return changes
    .filter(({ mode, previousMode }) => mode === "100755" && previousMode !== "100755")
    .map(({ path }) => ({ kind: "executable", path }));
}
