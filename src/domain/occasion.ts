// What on GitHub an intent comes from. One occasion is taken in once, whoever brought it: a webhook, its redelivery or a sweep.
import { createHash } from "node:crypto";

export type Occasion =
  /** The ready label was put on, or an issue that has it was reopened. `at`: ISO 8601, by GitHub's clock. */
  | { kind: "asked"; at: string; broughtBy: "webhook" | "sweep" }
  /** A comment on the issue. */
  | { kind: "comment"; id: number }
  /** New words in a comment, by their digest. */
  | { kind: "comment-edited"; id: number; words: string }
  | { kind: "comment-deleted"; id: number }
  /** A review of its pull request. */
  | { kind: "review"; id: number }
  /** The text of the issue as a sweep found it, and when the run was admitted that read another. */
  | { kind: "text"; digest: string; after: string }
  /** The spec in our comment as a person edited it, and the version that was edited. */
  | { kind: "spec"; words: string; after: number }
  /** A run that nobody has any more, though the issue says that it works. `at`: when the issue last changed. */
  | { kind: "lost"; at: string }
  /** The CI of a head of our pull request; `asks`: what for. */
  | { kind: "ci"; headSha: string; asks: string }
  /** A look into the CI, counted since the newest request for a fresh run. */
  | { kind: "mended"; sinceMs: number; time: number };

/** A name for each but `asked`, of which the newest counts. */
export function occasionName(occasion: Exclude<Occasion, { kind: "asked" }>): string {
  switch (occasion.kind) {
    case "comment":
    case "review":
      return `${occasion.kind} ${occasion.id}`;
    case "comment-edited":
      return `comment ${occasion.id} ${occasion.words}`;
    case "comment-deleted":
      return `comment ${occasion.id} deleted`;
    case "text":
      return `text ${occasion.digest} ${occasion.after}`;
    case "spec":
      return `spec ${occasion.words} ${occasion.after}`;
    case "lost":
      return `lost ${occasion.at}`;
    case "ci":
      return `ci ${occasion.headSha} ${occasion.asks}`;
    case "mended":
      return `mended ${occasion.sinceMs} ${occasion.time}`;
    default:
      return occasion satisfies never;
  }
}

export function editOf(id: number, text: string): Extract<Occasion, { kind: "comment-edited" }> {
  return { kind: "comment-edited", id, words: wordsOf(text) };
}

/** GitHub keeps a text as it is sent, but a browser brings other line ends. */
export function wordsOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n").trim()).digest("hex").slice(0, 16);
}
