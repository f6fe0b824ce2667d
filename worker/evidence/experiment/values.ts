// Lines that return, keep or name a value, with another value in its place. Pure.

/** A line that returns a value, with nothing, or with another literal where a compiler would object to nothing. */
export function returning(line: string, nothing: string | undefined): string {
  const returned = /^(.*?\breturn )([^;]+)(;.*)?$/.exec(line) ?? /^(.*=> )(?!\{)([^;]+)(;)\s*$/.exec(line);
  const [, before, value, end = ""] = returned ?? [];
  if (before === undefined || value === undefined || !isWhole(value)) return line;
  return `${before}${nothing ?? otherThan(value)}${end}`;
}

/** A line that gives a name or a field its value, with another literal; or with nothing, where it is none. */
export function assigning(line: string, nothing: string | undefined): string {
  const assigned = /^(\s*(?:[\w$.[\]: ]+?) (?::?=) )([^=>;][^;]*?)(;?\s*)$/.exec(line);
  const [, before, value, end = ""] = assigned ?? [];
  if (before === undefined || value === undefined || !isWhole(value) || value.includes("=>")) return line;
  const other = otherThan(value);
  return `${before}${other === value ? (nothing ?? value) : other}${end}`;
}

/** A row of data: a name and its value, with another value. */
export function rowOf(line: string): string {
  const [, before, value, end] = /^(\s*(?:- )?(?:"[^"]+"|[\w.-]+)\s*[:=]\s*)(\S.*?)(,?\s*)$/.exec(line) ?? [];
  if (before === undefined || value === undefined || /^[[{|>&*]/.test(value)) return line;
  const other = otherThan(value);
  if (other !== value) return `${before}${other}${end}`;
  return /^["']/.test(value) || line.trimStart().startsWith('"') ? line : `${before}not ${value}${end}`;
}

/** Of the same type; anything but a plain literal stays as it is. */
function otherThan(value: string): string {
  const literal = value.trim();
  if (/^-?\d{1,9}$/.test(literal)) return String(Number(literal) + 1);
  if (/^"[^"\\]*"$/.test(literal)) return `"not ${literal.slice(1)}`;
  if (literal === "true") return "false";
  return literal === "false" ? "true" : value;
}

/** A value that goes on in the next line cannot be replaced in one. */
function isWhole(value: string): boolean {
  const count = (characters: string) => [...value].filter((each) => characters.includes(each)).length;
  return count("([{") === count(")]}") && !/[,+\-*/&|?:=<>.]\s*$/.test(value);
}
