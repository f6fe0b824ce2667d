// What our comment on an issue shows, read back from its markdown, wherever a place of issues keeps it; and writing it anew.
import type { Occasion } from "../domain/occasion.ts";
import type { Telling } from "../domain/run-state.ts";
import { specDigest } from "../domain/spec.ts";
import { hasMarker, readBasis, readSpecMark, stickyMarker } from "../messages/marker.ts";
import { parseSpec } from "../messages/spec.ts";
import { renderSticky, type StickyView } from "../messages/sticky.ts";
import type { Shown } from "./github.ts";

export function shownIn(sticky: string): Shown {
  const spec = parseSpec(sticky);
  const mark = readSpecMark(sticky);
  const basis = readBasis(sticky);
  if (spec.kind !== "read" || mark === null || specDigest(spec.spec) === mark.words)
    return { spec, basis, edited: false };
  const version = Math.max(spec.spec.version, mark.version + 1);
  return { spec: { kind: "read", spec: { ...spec.spec, version } }, basis, edited: true };
}

/** The edit of the spec in the comment of ours that shows the state of this issue; null: it is another comment, or not edited. */
export function editIn(comment: string, issue: number): Extract<Occasion, { kind: "spec" }> | null {
  const { spec, edited } = shownIn(comment);
  const mark = readSpecMark(comment);
  if (!hasMarker(comment, stickyMarker(issue)) || spec.kind !== "read" || !edited || mark === null)
    return null;
  return { kind: "spec", words: specDigest(spec.spec), after: mark.version };
}

/** The spec on the issue stays, also where a run never came to read it. */
export function withShown(state: Telling, shown: Shown | null): Telling {
  if (shown === null) return state;
  const { spec, basis } = shown;
  return { ...state, spec: spec.kind === "read" ? spec.spec : null, basis };
}

/**
 * What the comment shall show, given what it shows now. A person's edit of the spec stays, and stays known as an edit,
 * until a run has read it: `taken` is the digest of the spec that this one read.
 */
export function shownOver(
  there: string | null,
  { taken, ...view }: StickyView & { taken: string | null },
  render: (view: StickyView) => string = renderSticky,
): string {
  const shown = there === null ? null : shownIn(there);
  const editOf = there === null ? null : readSpecMark(there);
  if (shown?.spec.kind !== "read" || !shown.edited || editOf === null) return render(view);
  const { spec } = shown.spec;
  if (specDigest(spec) === taken) return render(view);
  const notes = view.outcome === null ? view.notes : [...view.notes, { kind: "spec-edited" as const }];
  return render({ ...view, spec, basis: shown.basis, changes: [], notes, editOf });
}
