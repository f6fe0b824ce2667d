// Lines of tests in Rust that set what the code reads.
import type { Gives } from "../language.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [
    /^\s*(?:unsafe\s*\{\s*)?(?:\w+::)*(?<name>[A-Z][A-Z0-9_]*)(?:\.(?:store|set|replace)\(|\s*=(?!=))/,
  ],
  replaces: [],
  writes: [/\bfs::write\(\s*"(?<file>[^"]+)"/],
  moves: /\bset_current_dir\(/,
};
