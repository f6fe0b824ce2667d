// Small words every message uses: durations, money, lists, fences.
import { addUsage, type Cap, NO_USAGE, type Usage } from "../domain/budget.ts";
import { asWritten, oneLine } from "../domain/text.ts";

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** What was spent, in dollars and cents. Null: the price is not known. */
export function money(usd: number | null): string {
  if (usd === null) return "price unknown";
  return usd > 0 && usd < 0.005 ? "under $0.01" : `$${usd.toFixed(2)}`;
}

/** An amount of one cap, in its own unit. */
export function amount(cap: Cap, allowed: number): string {
  switch (cap) {
    case "usd":
      // A limit is said as it was set.
      return `$${allowed.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
    case "tokens":
      return count(allowed, "token");
    case "steps":
      return count(allowed, "step");
    case "minutes":
      return count(allowed, "minute");
    default:
      return cap satisfies never;
  }
}

/** How a command ended: null means that a signal killed it. */
export function exitText(exitStatus: number | null): string {
  return exitStatus === null ? "killed" : `exit ${exitStatus}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

export function tokens(usage: Usage): string {
  return count(usage.inputTokens + usage.outputTokens, "token");
}

export function total(usage: Partial<Record<string, Usage>>): Usage {
  return Object.values(usage).reduce<Usage>(
    (sum, one) => (one === undefined ? sum : addUsage(sum, one)),
    NO_USAGE,
  );
}

/** A code fence longer than any run of backticks inside, so that nothing breaks out of it. */
export function fence(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.replace(/\n$/, "")}\n${ticks}`;
}

/** As long as a criterion may be. */
const MAX_CELL_CHARACTERS = 600;
const MAX_CODE_CHARACTERS = 300;

/** Inline code of one line; backticks inside become apostrophes. */
export function code(text: string): string {
  return `\`${oneLine(text, MAX_CODE_CHARACTERS).replace(/`/g, "'")}\``;
}

/** A cell of a markdown table: one line, bars escaped. A backslash before a bar would cancel its escape. */
export function cell(text: string): string {
  return asWritten(text, MAX_CELL_CHARACTERS)
    .replace(/\\(?=\|)/g, "\\\u2060")
    .replace(/\|/g, "\\|");
}

const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|resp|no)\.$/i;

/** The first sentences of a line, whole. */
export function sentences(text: string, most: number): string {
  const ends = [...text.matchAll(/[.!?][)"”’`*]*(?=\s+[\p{Lu}\p{N}`"“(*])/gu)].filter(
    ({ index }) => !ABBREVIATION.test(text.slice(0, index + 1)),
  );
  const end = ends[most - 1];
  return end === undefined ? text : text.slice(0, end.index + end[0].length);
}

/** One neutral line as it was written, however long. */
export function flat(text: string): string {
  return asWritten(text, text.length);
}

/** The most characters of a list: GitHub accepts 65,536 for a whole text. */
const MAX_LIST_CHARACTERS = 3000;

/** As many of the pieces as fit, and how many more there are. */
export function fitting(pieces: string[], separator: string): string {
  let room = MAX_LIST_CHARACTERS;
  const over = pieces.findIndex((piece) => {
    room -= piece.length + separator.length;
    return room < 0;
  });
  if (over === -1) return pieces.join(separator);
  return [...pieces.slice(0, over), `and ${(pieces.length - over).toLocaleString("en-US")} more`].join(
    separator,
  );
}

/** A markdown list of neutral lines. */
export function list(items: string[]): string {
  return `- ${fitting(
    items.map((item) => flat(item)),
    "\n- ",
  )}`;
}

/** Empty if the list is empty. */
export function listSection(title: string, items: string[]): string {
  return items.length === 0 ? "" : `### ${title}\n\n${list(items)}`;
}

/** Details that stay folded until a reader opens them. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
