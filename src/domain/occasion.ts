// What on GitHub an intent comes from. One occasion is taken in once, whoever brought it: a webhook, its redelivery or a sweep.

export type Occasion =
  /** The ready label was put on, or an issue that has it was reopened. `at`: ISO 8601, by GitHub's clock. */
  | { kind: "asked"; at: string; broughtBy: "webhook" | "sweep" }
  /** A comment on the issue. */
  | { kind: "comment"; id: number }
  /** A review of its pull request. */
  | { kind: "review"; id: number }
  /** The text of the issue as a sweep found it, and when the run was admitted that read another. */
  | { kind: "text"; digest: string; after: string }
  /** The spec in our comment as a person edited it, and the version that was edited. */
  | { kind: "spec"; words: string; after: number }
  /** A run that nobody has any more, though the issue says that it works. `at`: when the issue last changed. */
  | { kind: "lost"; at: string };

/** A name for each but `asked`, of which the newest counts. */
export function occasionName(occasion: Exclude<Occasion, { kind: "asked" }>): string {
  switch (occasion.kind) {
    case "comment":
    case "review":
      return `${occasion.kind} ${occasion.id}`;
    case "text":
      return `text ${occasion.digest} ${occasion.after}`;
    case "spec":
      return `spec ${occasion.words} ${occasion.after}`;
    case "lost":
      return `lost ${occasion.at}`;
    default:
      return occasion satisfies never;
  }
}
