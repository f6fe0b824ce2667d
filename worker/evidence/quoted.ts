// Texts in quotes, in the code of any language. Pure.

/** Those in single and double quotes end in their line. */
export const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** A text may hold code, too: tests of tools for tests have much. */
export function isInText(line: string, index: number): boolean {
  let quote = "";
  for (let at = 0; at < index; at++) {
    const character = line.charAt(at);
    if (character === "\\") at++;
    else if (quote === "" && /["'`]/.test(character)) quote = character;
    else if (character === quote) quote = "";
  }
  return quote !== "";
}
