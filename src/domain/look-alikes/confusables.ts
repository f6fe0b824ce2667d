// Characters that Unicode says are confused with one character of ASCII, as Unicode's own file lists them.

/**
 * Made from https://www.unicode.org/Public/17.0.0/security/confusables.txt (UTS 39, version 17.0.0 of 2025-07-22),
 * © 2025 Unicode, Inc., under the Unicode License v3 (`UNICODE-LICENSE.txt` beside this file).
 *
 * Taken are the letters and digits that may stand in a name and that the file maps to one letter, digit or sign of ASCII.
 * Left out are those that NFKC makes ASCII of; scripts that are written from the right, or without spaces, beside Latin
 * words; modifiers and marks; mathematical alphabets; Greek letters that mathematicians write beside Latin ones; and
 * ı, þ, ª, º, ƒ, which are letters or signs that people mean.
 */
const CONFUSABLE = `
  184 18d 196 1a6 1a7 1b7 1bc 1bd 1bf 1c0 1c3 21c 222 223 251 261 263 269 26a 26f 28b 28f 37f 391 392 395 396 397
  399 39a 39c 39d 39f 3a1 3a4 3a5 3a7 3bd 3bf 3d2 3dc 3e8 3ec 3ed 3f3 3f8 3f9 3fa 405 406 408 410 412 415 417 41a
  41c 41d 41e 420 421 422 423 425 42c 430 431 433 435 43e 440 441 443 445 448 455 456 458 461 474 475 4ae 4af 4bb
  4bd 4c0 4cf 4e0 501 50c 51b 51c 51d 54d 54f 555 561 563 566 570 578 57c 57d 581 582 584 585 966 969 9e6 9ea 9ed
  a66 a67 a6a ae6 ae9 b20 b66 b68 be6 c66 ce6 d1f d20 d66 d6d 10e7 10ff 1200 12d0 13a0 13a1 13a2 13a5 13a9 13aa 13ab
  13ac 13b3 13b7 13bb 13bd 13c0 13c2 13c3 13ce 13cf 13d2 13d4 13d5 13d9 13da 13de 13df 13e2 13e6 13e7 13ee 13f3 13f4
  142f 1433 1438 144c 146d 146f 1472 148d 14aa 14bf 1541 157c 157d 1587 15af 15b4 15c5 15de 15ea 15f0 15f7 16b2 16b7
  16c1 16d5 16d6 1d04 1d0f 1d11 1d1c 1d20 1d21 1d22 1d26 1d83 1d8c 1e9d 1eff 2c82 2c85 2c8e 2c92 2c93 2c94 2c98 2c9a
  2c9c 2c9e 2c9f 2ca2 2ca3 2ca4 2ca5 2ca6 2ca8 2ca9 2cac 2cba 2cbb 2cbd 2cc4 2cc6 2cc7 2cca 2ccb 2ccc 2cce 2ccf 2cd0
  2cd2 2cd3 2cdc 2d38 2d39 2d4f 2d51 2d54 2d55 2d5d a4d0 a4d1 a4d2 a4d3 a4d4 a4d6 a4d7 a4d9 a4da a4dc a4dd a4df a4e0
  a4e1 a4e2 a4e3 a4e6 a4e7 a4ea a4eb a4ec a4ee a4f0 a4f2 a4f3 a4f4 a644 a647 a6df a6ef a731 a75a a76a a76e a778 a798
  a799 a79f a7ab a7b2 a7b3 a7b4 ab32 ab35 ab3d ab47 ab48 ab4e ab52 ab5a ab75 ab81 ab83 ab93 aba9 abaa abaf 10282
  10286 10287 1028a 10290 10292 10295 10296 10297 1029b 102a0 102a1 102a2 102a5 102ab 102b0 102b1 102b2 102b4 102cf
  10301 10302 10309 10311 10315 10317 1031a 1031f 10404 10415 1041b 10420 1042c 1043d 10448 104b4 104c2 104ce 104d2
  104ea 104f6 10513 10516 10518 1051c 1051d 10525 10526 10527 114d0 11706 1170a 1170e 1170f 118a0 118a2 118a3 118a4
  118a6 118a9 118ac 118ae 118af 118b2 118b5 118b8 118bb 118bc 118c0 118c1 118c2 118c3 118c4 118c6 118c8 118ca 118cc
  118d5 118d6 118d7 118d8 118dc 118e0 118e5 118e6 118e9 11dda 11de0 11de1 16eaa 16eb6 16f08 16f0a 16f16 16f28 16f35
  16f3a 16f3b 16f3f 16f40 16f42 16f43 1e6e9
`;

/** Each is one code point. */
export const CONFUSABLES: ReadonlySet<string> = new Set(
  CONFUSABLE.trim()
    .split(/\s+/)
    .map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))),
);
