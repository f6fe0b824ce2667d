// Finds the name that another name may be taken for: one slip of the keyboard, or a small addition, away from it.

/**
 * The first of `known` that a reader may take `name` for; null where there is none, or `name` itself is known. `additions`: words
 * that people put before or behind a name, in small letters.
 */
export function nearName(
  name: string,
  known: readonly string[],
  additions: readonly string[],
): string | null {
  const plain = canonical(name);
  if (known.some((each) => canonical(each) === plain)) return null;
  const names = [plain, ...[...USUAL, ...additions].flatMap((word) => withoutAddition(plain, word))];
  return known.find((each) => isNear(names, canonical(each))) ?? null;
}

/** Registries take names that differ only so for the same, or do not let both in. */
export function canonical(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}

/** Among shorter names, many are one letter away from each other and nothing is meant by it. */
const SHORTEST = 5;

/** The first of the names is the one that is there. */
function isNear([name = "", ...shorter]: readonly string[], known: string): boolean {
  if (Math.min(bare(name).length, bare(known).length) < SHORTEST) return false;
  return (
    bare(name) === bare(known) ||
    shape(name) === shape(known) ||
    isOneSlip(name, known) ||
    shorter.some((each) => bare(each) === bare(known))
  );
}

const USUAL = ["official", "real"];

function withoutAddition(name: string, word: string): string[] {
  const before = name.startsWith(word) ? [name.slice(word.length)] : [];
  return name.endsWith(word) ? [...before, name.slice(0, -word.length)] : before;
}

function bare(name: string): string {
  return name.replaceAll("-", "");
}

/** Letters and digits that look alike in most fonts. */
function shape(name: string): string {
  return bare(name).replaceAll("0", "o").replace(/[1i]/g, "l").replaceAll("rn", "m").replaceAll("vv", "w");
}

/** A letter too many, too few or another one, or two neighbours in the other order. */
function isOneSlip(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let end = 0;
  const room = Math.min(a.length, b.length) - from;
  while (end < room && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [ours, theirs] = [a.slice(from, a.length - end), b.slice(from, b.length - end)];
  if (ours.length <= 1 && theirs.length <= 1) return ours !== theirs;
  return ours.length === 2 && ours === [...theirs].reverse().join("");
}
