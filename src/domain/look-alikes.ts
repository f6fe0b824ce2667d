// Letters that a reader takes for Latin ones, and characters that a reader cannot see, by Unicode's own data.

/**
 * Code points of other scripts that Unicode's confusables.txt (UTS 39) maps to one ASCII letter. Greek letters that
 * mathematicians write beside Latin ones (α, γ, ι, ρ, σ, υ) are left out.
 */
const CONFUSABLE = `
  37f 391 392 395 396 397 399 39a 39c 39d 39f 3a1 3a4 3a5 3a7 3bd 3bf 3dc 3f3 3fa 405 406 408 410 412 415
  41a 41c 41d 41e 420 421 422 423 425 42c 430 433 435 43e 440 441 443 445 455 456 458 461 474 475 4ae 4af
  4bb 4bd 4c0 4cf 501 50c 51b 51c 51d 54d 54f 555 561 563 566 570 578 57c 57d 581 584 585 10e7 10ff 13a0
  13a1 13a2 13a5 13a9 13aa 13ab 13ac 13b3 13b7 13bb 13bd 13c0 13c2 13c3 13cf 13d2 13d4 13d5 13d9 13da 13de
  13df 13e2 13e6 13e7 13f3 13f4 142f 144c 146d 146f 148d 14aa 1541 157c 157d 1587 15af 15b4 15c5 15de 15ea
  15f0 15f7 16b7 16c1 16d5 16d6 1d26 2c85 2c8e 2c92 2c94 2c98 2c9a 2c9e 2c9f 2ca2 2ca3 2ca4 2ca5 2ca6 2ca8
  2cac 2cd0 2d38 2d39 2d4f 2d54 2d55 2d5d a4d0 a4d1 a4d2 a4d3 a4d4 a4d6 a4d7 a4d9 a4da a4dc a4dd a4df a4e0
  a4e1 a4e2 a4e3 a4e6 a4e7 a4ea a4eb a4ec a4ee a4f0 a4f2 a4f3 a4f4 a647 ab75 ab81 ab83 ab93 aba9 abaa abaf
  10282 10286 10287 1028a 10290 10292 10295 10296 10297 102a0 102a1 102a2 102a5 102ab 102b0 102b1 102b2
  102b4 102cf 10301 10302 10309 10311 10315 10317 10404 10415 1041b 10420 1042c 1043d 10448 104b4 104c2
  104ce 104ea 104f6 10513 10516 10518 1051c 1051d 10525 10526 10527 118a0 118a2 118a3 118a4 118a6 118a9
  118ae 118b2 118b5 118b8 118bc 118c0 118c1 118c2 118c3 118c4 118c8 118d7 118d8 118dc 16f08 16f0a 16f16
  16f28 16f35 16f3a 16f40 16f42 16f43
`;

const LOOK_ALIKES = new Set(
  CONFUSABLE.trim()
    .split(/\s+/)
    .map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))),
);

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
  return [...word].some((letter) => /(?!\p{Script=Latin})\p{L}/u.test(letter) && !LOOK_ALIKES.has(letter));
}

function isMixed(word: string): boolean {
  return /[A-Za-z]/.test(word) && [...word].some((letter) => LOOK_ALIKES.has(letter));
}

function isDisguised(word: string): boolean {
  const letters = [...word].filter((letter) => /[\p{L}\p{Nl}]/u.test(letter));
  return letters.length > 0 && letters.every((letter) => LOOK_ALIKES.has(letter));
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
