// What became of `/ai ready`.
import type { Readiness } from "../domain/readiness.ts";
import { noticeMarker } from "./marker.ts";

/** `place`: the number of the issue or pull request where somebody asked. */
export function renderReady(place: number, readiness: Readiness): string {
  return `${noticeMarker(place)}\n${sentenceOf(readiness)}`;
}

function sentenceOf(readiness: Readiness): string {
  switch (readiness.kind) {
    case "made-ready":
      return `#${readiness.pull} is marked as ready for review.`;
    case "was-ready":
      return `Nothing was done: #${readiness.pull} is no draft.`;
    case "no-pull":
      return `Nothing was done: no pull request for #${readiness.issue} is open.`;
    default:
      return readiness satisfies never;
  }
}
