// A file that no patch can carry, and why, in one clause.
import type { Uncarried, UncarriedBecause } from "../domain/uncarried.ts";
import { code } from "./words.ts";

/** Without a full stop. */
export function uncarriedText({ path, because }: Uncarried): string {
  return `${code(path)}, ${BECAUSE[because]}`;
}

const BECAUSE: Record<UncarriedBecause, string> = {
  repository: "because it is a git repository of its own",
  name: "because its name is not UTF-8 or has control characters",
  ignored: "because git ignores it, or because its name is one that tools leave behind",
  submodule: "because it is in the folder of a submodule",
  "not-taken":
    "because git does not take it: it cannot be read, is not in the encoding that `.gitattributes` says, or has a name that some systems take for another",
};
