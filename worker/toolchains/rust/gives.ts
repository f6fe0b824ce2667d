// Lines of tests in Rust that set what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [
    /^\s*(?:unsafe\s*\{\s*)?(?:\w+::)*(?<name>[A-Z][A-Z0-9_]*)(?:\.(?:store|set|replace)\(|\s*=(?!=))/,
  ],
  replaces: [],
  writes: [/\bfs::write\(\s*"(?<file>[^"]+)"/],
  moves: /\bset_current_dir\(/,
  defines: OF_NO_NAME,
  shared: ofName(String.raw`^(?:pub(?:\([^)]*\))?\s+)?(?:static|const)\b[^=;({]*NAME`),
  own: ofName(String.raw`^\s*(?:static|const|let)\b[^=;]*NAME`),
  brings: OF_NO_NAME,
};
