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
  /** A look into what is red on a head, and when a person last asked for a fresh run before it. */
  | { kind: "mend"; sinceMs: number; headSha: string }
  /** The CI of a head ended while a run was at work, so nothing was done about it. `at`: ISO 8601, when we heard of it. */
  | { kind: "ci-missed"; at: string; headSha: string }
  /** It was looked at afterwards. */
  | { kind: "ci-looked"; at: string };

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
    case "mend":
      return `${mendsAfter(occasion.sinceMs)}${occasion.headSha}`;
    case "ci-missed":
      return `${MISSED}${occasion.at} ${occasion.headSha}`;
    case "ci-looked":
      return `${LOOKED}${occasion.at}`;
    default:
      return occasion satisfies never;
  }
}

const MISSED = "ci missed ";
const LOOKED = "ci looked ";
const mendsAfter = (sinceMs: number) => `mend ${sinceMs} `;

/** How many heads were looked into since a person asked for a fresh run. `heard`: by `occasionName`. */
export function mendsSince(sinceMs: number, heard: ReadonlySet<string>): number {
  return [...heard].filter((name) => name.startsWith(mendsAfter(sinceMs))).length;
}

/** The head whose CI nobody has looked at since it ended during a run; null: none. */
export function missedHead(heard: ReadonlySet<string>): string | null {
  const newest = (prefix: string) =>
    [...heard]
      .flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
      .toSorted()
      .at(-1);
  const [at = "", headSha = null] = newest(MISSED)?.split(" ") ?? [];
  return at > (newest(LOOKED) ?? "") ? headSha : null;
}

export function editOf(id: number, text: string): Extract<Occasion, { kind: "comment-edited" }> {
  return { kind: "comment-edited", id, words: wordsOf(text) };
}

/** GitHub keeps a text as it is sent, but a browser brings other line ends. */
export function wordsOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n").trim()).digest("hex").slice(0, 16);
}
