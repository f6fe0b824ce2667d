// What somebody says on the page about an issue, as a comment of ours there: everybody reads it, and a run takes it for theirs.
import { askMarker, type SaidOnPage, wordsMarker } from "./marker.ts";

export function renderSaidOnPage(issue: number, key: string, { by, text }: SaidOnPage): string {
  const who = by === null ? "Whoever operates Issuewright" : `@${by}`;
  const head = `${who} said on the page of Issuewright:`;
  return `${askMarker(issue, key)}\n${head}\n\n${wordsMarker(by)}\n${text.trim()}\n`;
}
