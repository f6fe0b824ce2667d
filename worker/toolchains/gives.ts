// The port of how a test in a language gives the code its answer, by what it sets or replaces.
import type { OfName } from "./forms.ts";

/** Lines of a test that set or replace what code reads. Each expression is tried on one line, and has its groups by name. */
export type Gives = {
  /** `name`: a name that any code can read, such as a property of a global object or of the language's own types. */
  sets: readonly RegExp[];
  /** `name`: a part of `of`, which may be something that the test brings from the code. */
  setsOwn: readonly RegExp[];
  /** `name`: what a stand-in takes the place of. */
  replaces: readonly RegExp[];
  /** `file`: the whole path of a file that is written. */
  writes: readonly RegExp[];
  /** The test works in a folder of its own. */
  moves: RegExp;
  /** Defines a function, a value or a property of that name. */
  defines: OfName;
  /** Makes a value of that name for a whole file; asked where `setsOwn` tells no `of`. */
  shared: OfName;
  /** Makes a value of that name in the test's own file; asked where `setsOwn` tells no `of`. */
  own: OfName;
  /** Brings the name from another file. Tried on the whole text of the test, in which `^` is the beginning of any line. */
  brings: OfName;
};

/** No line says it of any name. */
export const OF_NO_NAME: OfName = () => /(?!)/;
