// Letters that a reader takes for Latin ones, and forms of ASCII letters that some programs take for ASCII.
import { CONFUSABLES } from "./look-alikes/confusables.ts";

/** Scripts whose letters stand on one line with wide forms. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The words of a line that read as other words: letters of another script among Latin ones, a word made only of such
 * letters on a line without any other letter of that kind, and mathematical or wide forms of ASCII letters. Linear.
 */
export function lookAlikes(line: string): string[] {
  if (/^\p{ASCII}*$/u.test(line)) return [];
  const words = line.match(/[\p{L}\p{M}\p{Nl}\p{Nd}]+/gu) ?? [];
  const isForeignText = words.some((word) => isForeign(word));
  const isEastAsian = EAST_ASIAN.test(line);
  return words.filter(
    (word) => isMixed(word) || (isDisguised(word) && !isForeignText) || (hasAsciiForms(word) && !isEastAsian),
  );
}

/** It has letters that cannot be taken for Latin ones, so it is a word of another language. */
function isForeign(word: string): boolean {
  return [...word].some((letter) => /(?!\p{Script=Latin})\p{L}/u.test(letter) && !CONFUSABLES.has(letter));
}

/** A word with other letters than those of English, as in phonetic script, is a word of another language. */
function isMixed(word: string): boolean {
  const letters = [...word];
  const isOther = letters.some(
    (letter) => /(?!\p{ASCII})\p{Script=Latin}/u.test(letter) && !CONFUSABLES.has(letter),
  );
  return /[A-Za-z]/.test(word) && !isOther && letters.some((letter) => CONFUSABLES.has(letter));
}

function isDisguised(word: string): boolean {
  const letters = [...word].filter((letter) => /[\p{L}\p{Nl}]/u.test(letter));
  return letters.length > 0 && letters.every((letter) => CONFUSABLES.has(letter));
}

/** Some languages take these for the ASCII letter, others do not. */
function hasAsciiForms(word: string): boolean {
  return [...word].some(
    (letter) =>
      /(?![ªº])[\p{L}\p{Nd}]/u.test(letter) &&
      letter > "\x7f" &&
      /^[0-9A-Za-z]+$/.test(letter.normalize("NFKC")),
  );
}
