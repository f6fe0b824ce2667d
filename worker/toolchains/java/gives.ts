// Lines of tests in Java and Kotlin that set or replace what the code reads.
import type { Gives } from "../language.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?<of>[A-Z]\w*)(?:\.\w+)*\.(?<name>[A-Za-z_]\w*)\s*=(?!=)/],
  replaces: [/\bdoReturn\([^)]*\)\s*\.when\(\s*\w+\s*\)\s*\.(?<name>\w+)\(/],
  writes: [/\bFiles\.write\w*\(\s*(?:Path\.of|Paths\.get)\(\s*"(?<file>[^"]+)"\s*\)/],
  moves: /(?!)/,
};
