// A file in the coder's sandbox that no patch can carry; everything else of the change is kept.
import { z } from "zod";

/**
 * `repository`: a repository of its own stands there. `name`: its name is not UTF-8, or has control characters. `submodule`:
 * it stands in the folder of a submodule, whose files are another repository's. `not-taken`: git could not read it, could
 * not convert it to the encoding that attributes ask for, or takes no file of that name. `ignored`: the coder wrote it, and an
 * ignore rule of the repository, or a name that tools leave behind, keeps it out.
 */
export const UncarriedBecause = z.enum(["repository", "name", "submodule", "not-taken", "ignored"]);
export type UncarriedBecause = z.infer<typeof UncarriedBecause>;

/** `path` is for looking at: what is not UTF-8 in it reads as U+FFFD. A repository's ends with a slash. */
export const Uncarried = z.object({ path: z.string(), because: UncarriedBecause });
export type Uncarried = z.infer<typeof Uncarried>;
