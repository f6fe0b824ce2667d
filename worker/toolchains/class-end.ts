// Where a class ends in a language with braces: texts and comments may hold any.

const LONGEST = 400_000;

/**
 * The index of the brace that closes the class of this name, or the only class where none has it. `literal` matches a text or a
 * comment of the language, also one that does not end. Null where no such class is seen to end. Total.
 */
export function endOfClass(text: string, name: string, literal: RegExp): number | null {
  if (text.length > LONGEST) return null;
  const ends = classesIn(text, literal);
  const [first, ...more] = ends;
  const own = ends.find((each) => each.name === name);
  return own?.end ?? (more.length === 0 ? (first?.end ?? null) : null);
}

type Open = { name: string; depth: number };

/** Those that stand in no other one. */
function classesIn(text: string, literal: RegExp): { name: string; end: number }[] {
  const tokens = new RegExp(`${literal.source}|\\bclass\\s+(?<name>[A-Za-z_]\\w*)|(?<brace>[{}])`, "g");
  const found: { name: string; end: number }[] = [];
  let depth = 0;
  let open: Open | null = null;
  for (const { index, groups } of text.matchAll(tokens)) {
    if (groups?.name !== undefined) open ??= { name: groups.name, depth };
    if (groups?.brace === "{") depth++;
    if (groups?.brace !== "}") continue;
    depth--;
    if (open === null || depth !== open.depth) continue;
    found.push({ name: open.name, end: index });
    open = null;
  }
  return found;
}
