// The files of tests that a change edits, as they were and as they are, with the lines in them that belong to tests.
import type { Change } from "../../../src/domain/patch.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import { testPartsOf } from "../experiment/examples.ts";
import type { HeadTexts } from "../experiment/head-texts.ts";
import type { Versions } from "./lost-assertions.ts";
import type { Counted } from "./named-blocks.ts";

const LONGEST_CHARACTERS = 1024 * 1024;

/** Both or none of a file that is there before and after. */
export async function bothVersions(
  changes: readonly Change[],
  isTest: (path: string) => boolean,
  { view, texts }: { view: Pick<TreeView, "read">; texts: HeadTexts },
): Promise<Versions> {
  const all = new Map<string, ReturnType<Versions>>();
  for (const { path, kind } of changes) {
    const counted = (text: string | null): Counted | null =>
      text === null || text.length > LONGEST_CHARACTERS
        ? null
        : { text, counts: counting(path, text, isTest) };
    const base = kind === "added" ? null : counted(await view.read(path));
    const head = kind === "deleted" ? null : counted(texts.changed(path));
    const isWhole = (base !== null || kind === "added") && (head !== null || kind === "deleted");
    if (isWhole) all.set(path, { base, head });
  }
  return (path) => all.get(path) ?? NEITHER;
}

export const NEITHER = { base: null, head: null };

function counting(path: string, text: string, isTest: (path: string) => boolean): Counted["counts"] {
  if (isTest(path)) return () => true;
  const parts = testPartsOf(path, text) ?? [];
  return (index) => parts.some(({ from, to }) => index >= from && index < to);
}
