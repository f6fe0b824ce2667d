// Makes the suggestions of a review part of the change that is there, before anybody else works on it.
import { joined, NO_DIFF } from "../../../src/domain/patch.ts";
import type { Thread } from "../../../src/github/thread.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Replacement, replaced, replacementsIn, wholeHunk } from "../decisions/suggestions.ts";
import { treeOf } from "./territory.ts";

/** The threads whose suggestion is part of the change. */
export function madeIn({ suggested }: { suggested: readonly Replacement[] }): number[] {
  return suggested.map(({ thread }) => thread);
}

type Given = { existing: Uint8Array | null; threads: Thread[] };

/** `made` is empty where there is nothing to replace, or not as the person saw it: the coder reads every thread. */
export async function withSuggestions(
  workspace: Workspace,
  { existing, threads }: Given,
): Promise<{ diff: Uint8Array | null; made: Replacement[] }> {
  const wanted = replacementsIn(threads);
  const nothing = { diff: existing, made: [] };
  if (wanted.length === 0) return nothing;
  const tree = await treeOf(workspace, existing);
  const hunks: string[] = [];
  const made: Replacement[] = [];
  for (const [path, all] of Map.groupBy(wanted, ({ path }) => path)) {
    const before = await tree.read(path);
    // Bytes that are no text would be lost on the way.
    if (before === null || before.includes("\uFFFD")) continue;
    const after = replaced(before, all);
    made.push(...after.made);
    if (after.text !== before) hunks.push(wholeHunk(path, before, after.text));
  }
  if (hunks.length === 0) return { ...nothing, made };
  const applied = await workspace.apply(joined([existing ?? NO_DIFF, Buffer.from(hunks.join(""))]));
  return applied.kind === "applied" ? { diff: applied.patch.diff, made } : nothing;
}
