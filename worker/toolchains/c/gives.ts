// Lines of tests in C and C++ that set what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

/** What may stand before the name of a value that a line makes. */
const TYPES =
  "static|const|volatile|unsigned|signed|int|long|short|char|bool|float|double|size_t|u?int\\d+_t|struct|auto";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?:\w+::)*(?<name>[A-Za-z_]\w*)\s*=(?!=)/, /^\s*#\s*define\s+(?<name>\w+)\b/],
  replaces: [],
  writes: [/\bfopen\(\s*"(?<file>[^"]+)"\s*,\s*"[wa]/],
  moves: /\bchdir\(/,
  defines: OF_NO_NAME,
  shared: ofName(String.raw`^(?:${TYPES})\b[^=;({]*NAME`, String.raw`^\s*#\s*(?:ifndef|define)\s+NAME`),
  own: ofName(String.raw`^\s*(?:${TYPES})\b[^=;]*NAME`),
  brings: OF_NO_NAME,
};
