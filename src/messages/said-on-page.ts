// What somebody says on the page about an issue, as a comment of ours there: everybody reads it, and a run takes it for theirs.
import { askMarker, isOfPage, readWordsMarker, wordsMarker } from "./marker.ts";

/** `by`: a login; null: whoever operates Issuewright. `text`: as it was typed. */
export type SaidOnPage = { by: string | null; text: string };

export function renderSaidOnPage(issue: number, key: string, { by, text }: SaidOnPage): string {
  const who = by === null ? "Whoever operates Issuewright" : `@${by}`;
  const head = `${who} said on the page of Issuewright:`;
  return `${askMarker(issue, key)}\n${head}\n\n${wordsMarker(by)}\n${text.trim()}\n`;
}

/** Null: the comment is none such. Only for a comment of our app. */
export function readSaidOnPage(body: string): SaidOnPage | null {
  if (!isOfPage(body)) return null;
  const lines = body.split(/\r?\n/);
  const at = lines.findIndex((line) => readWordsMarker(line) !== null);
  const marked = readWordsMarker(lines[at] ?? "");
  const text = lines
    .slice(at + 1)
    .join("\n")
    .trim();
  return marked === null || text === "" ? null : { by: marked.by, text };
}
