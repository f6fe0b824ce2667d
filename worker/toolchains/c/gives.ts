// Lines of tests in C and C++ that set what the code reads.
import type { Gives } from "../language.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?:\w+::)*(?<name>[A-Za-z_]\w*)\s*=(?!=)/, /^\s*#\s*define\s+(?<name>\w+)\b/],
  replaces: [],
  writes: [/\bfopen\(\s*"(?<file>[^"]+)"\s*,\s*"[wa]/],
  moves: /\bchdir\(/,
};
