// A command line as the simple commands that it joins by `&&`.

/**
 * The commands of the line, each with the `export` and `set` before it. Null where the line does more than to join them: then
 * its exit status may be another than theirs.
 */
export function partsOf(line: string): string[] | null {
  if (line.length > MAX_LINE) return null;
  const parts: string[] = [];
  let part = "";
  for (const token of line.match(TOKEN) ?? []) {
    if (token === "&&") {
      parts.push(part.trim());
      part = "";
    } else if (token === ";" && SETS.test(part.trim())) {
      part += token;
    } else if (DOES_MORE.test(token)) {
      return null;
    } else {
      part += token;
    }
  }
  parts.push(part.trim());
  return parts.includes("") ? null : parts;
}

const MAX_LINE = 10_000;
/** A quoted text, an escaped character, a redirection, an operator, or what stands between those. */
const TOKEN =
  /"(?:[^"\\]|\\.)*"|'[^']*'|\\.|\d?>&\d?|&&|\|\||\$\(|[&|;()`\n{}"']|[^"'\\&|;()`\n{}$\d>]+|[$\d>]/g;
const DOES_MORE = /^(?:\|\||\$\(|[&|;()`\n"'])$/;
/** Such commands succeed, and change only what follows. */
const SETS = /^(?:(?:export(?: [A-Za-z_]\w*="?[^\s;]*)+|set [+-]\w+);? ?)+$/;

const PREFIX = /^(?:(?:export|set) [^;]*; *)*/;

export type Joined = { parts: readonly string[]; at: number };

/** What a command sets for itself and for those that follow it. */
export function setsOf(part: string): string {
  return PREFIX.exec(part)?.[0] ?? "";
}

/**
 * The line with another text for one command. Linters come behind it: what they say of a text keeps no test from running.
 * What runs in another folder stays where it is.
 */
export function rejoined(joined: Joined, asked: string, isLint: (part: string) => boolean): string {
  const { sets, before } = beforeIt(joined);
  const { parts, at } = joined;
  const moves = !parts.some((part) => /^cd\b/.test(part));
  const first = before.filter((part) => !moves || !isLint(part));
  const last = before.filter((part) => moves && isLint(part));
  const behind = parts.slice(at + 1);
  // What runs in a subshell sets nothing for the commands behind it.
  const own = behind.length === 0 ? "" : setsOf(parts[at] ?? "");
  return `${sets}${[...first, `{ ${own}${asked}; }`, ...last, ...behind].join(" && ")}`;
}

/** The line up to the one command, without linters. */
export function leading(joined: Joined, asked: string, isLint: (part: string) => boolean): string {
  const { sets, before } = beforeIt(joined);
  return `${sets}${[...before.filter((part) => !isLint(part)), asked].join(" && ")}`;
}

/** What the first command sets holds for all, whichever comes first then. */
function beforeIt({ parts, at }: Joined): { sets: string; before: string[] } {
  const [first = "", ...others] = parts.slice(0, at);
  const sets = setsOf(first);
  return { sets, before: at === 0 ? [] : [first.slice(sets.length), ...others] };
}

/** The files as the command sees them in the folder that the line changed to; null where one is elsewhere. */
export function filesFor({ parts, at }: Joined, files: readonly string[]): string[] | null {
  const folders = parts.slice(0, at).flatMap((part) => /^cd (\S+)$/.exec(part)?.[1] ?? []);
  if (folders.length === 0) return [...files];
  const folder = `${folders.join("/").replace(/^\.\/|\/$/g, "")}/`;
  const inside = files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length));
  return inside.length === files.length ? inside : null;
}
