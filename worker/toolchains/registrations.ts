// What a line of a build file names where all it does is to name files and tests. Pure.

/** Each expression is tried on a line without the blanks around it. The group `names` holds what the line names. */
export type Registrations = { files: RegExp; lines: readonly RegExp[] };

/** `sources`: the files, from its folder, of which such a build file makes programs of tests and nothing else. Total. */
export type TestPrograms = { files: RegExp; sources(text: string): string[] };

const NOTHING = /^(?:[()\]},]*|#.*)$/;
const NAME = /^[\w./*+:${}<>@-]+$/;
/** An option, a program that always succeeds, or a variable of the build itself. */
const MORE = /^-|^(?:true|:|exit|echo)$|^\$\{?CMAKE_/;

/** The names; null where the line does more. */
export function namedIn(line: string, { lines }: Registrations): string[] | null {
  const text = line.trim();
  if (NOTHING.test(text)) return [];
  for (const expression of lines) {
    const names = expression.exec(text)?.groups?.names;
    if (names === undefined) continue;
    const words = names.split(/[\s,'"()[\]\\]+/).filter((word) => word !== "");
    return words.every((word) => NAME.test(word) && !MORE.test(word)) ? words : null;
  }
  return null;
}

/** Whether lines that replace others only name more: nothing that was named is missing. */
export function onlyRegisters(was: readonly string[], now: readonly string[], by: Registrations): boolean {
  const [before, after] = [was, now].map((lines) => lines.map((line) => namedIn(line, by)));
  if ([...(before ?? []), ...(after ?? [])].includes(null)) return false;
  const named = new Set(after?.flat());
  return (before ?? []).flat().every((name) => name !== null && named.has(name));
}
