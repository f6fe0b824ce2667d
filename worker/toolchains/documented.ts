// Places of documentation in the lines of a text, as parts of the text.
import type { InlinePlace } from "./language.ts";

/** `from`, `to`: indices of lines. */
export type Lines = { owner: string; from: number; to: number };

/** A second place of the same owner gets a number. `isTest` is asked with the lines of the place. */
export function placesOf(
  lines: readonly string[],
  found: readonly Lines[],
  isTest: (lines: readonly string[]) => boolean,
): InlinePlace[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  const times = new Map<string, number>();
  return found.map(({ owner, from, to }) => {
    const count = (times.get(owner) ?? 0) + 1;
    times.set(owner, count);
    return {
      owner: count === 1 ? owner : `${owner} (${count})`,
      from: starts[from] ?? 0,
      to: starts[to] ?? 0,
      isTest: isTest(lines.slice(from, to)),
    };
  });
}

/** Each line with its end. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
