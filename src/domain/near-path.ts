// Paths of a tree that somebody may have meant who wrote another one. Pure.

const MOST_OFFERED = 3;
/** Shorter names are often one letter away from each other, and each is meant. */
const SHORTEST = 5;

/**
 * Those in the same folder whose name differs by a letter, by case or by the ending; and where the folder is not there, those
 * of the same name elsewhere. Empty where the path itself is in the tree.
 */
export function likePaths(path: string, tree: readonly string[]): string[] {
  if (tree.includes(path)) return [];
  const folder = folderOf(path);
  const hasFolder = folder === "" || tree.some((each) => each.startsWith(`${folder}/`));
  const like = hasFolder
    ? (each: string) => folderOf(each) === folder && isLike(nameOf(each), nameOf(path))
    : (each: string) => nameOf(each) === nameOf(path);
  return tree.filter(like).slice(0, MOST_OFFERED);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function isLike(name: string, wanted: string): boolean {
  if (name.toLowerCase() === wanted.toLowerCase()) return true;
  const [a, b] = [stemOf(name), stemOf(wanted)];
  if (Math.min(a.stem.length, b.stem.length) < SHORTEST) return false;
  if (a.stem === b.stem) return a.ending.split(".").length === b.ending.split(".").length;
  return a.ending === b.ending && isOneLetterAway(a.stem, b.stem);
}

/** `range.test.js` begins with `range`, and is not a `range.js`. */
function stemOf(name: string): { stem: string; ending: string } {
  const at = name.indexOf(".", 1);
  const end = at === -1 ? name.length : at;
  return { stem: name.slice(0, end).toLowerCase(), ending: name.slice(end) };
}

/** A letter too many, too few or another one. Names that differ by a number are counted on purpose. */
function isOneLetterAway(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  const at = [...short].findIndex((letter, index) => letter !== long[index]);
  const from = at === -1 ? short.length : at;
  const same = long.length === short.length ? short.slice(from + 1) : short.slice(from);
  return long.slice(from + 1) === same && !/\d/.test(`${long[from] ?? ""}${short[from] ?? ""}`);
}
