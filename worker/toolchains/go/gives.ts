// Lines of tests in Go that set what the code reads.
import type { Gives } from "../language.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?<name>[A-Za-z_]\w*)\s*=(?!=)/, /^\s*(?<of>[a-z]\w*)\.(?<name>[A-Z]\w*)\s*=(?!=)/],
  replaces: [],
  writes: [/\bos\.WriteFile\(\s*"(?<file>[^"]+)"/],
  moves: /\bos\.Chdir\(|\bt\.Chdir\(/,
};
