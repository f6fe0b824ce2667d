// One reason why a patch may not be published, as the guard found it. `messages/guard.ts` makes the words.
import { z } from "zod";

const path = z.string();
const size = { limit: z.int() };

export const GuardFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("too-many-files"), files: z.int(), ...size }),
  z.object({ kind: z.literal("too-many-lines"), added: z.int(), ...size }),
  z.object({ kind: z.literal("large-file"), path, bytes: z.int(), ...size }),
  /** It decides what runs with the repository's credentials, and no rule opens it. */
  z.object({ kind: z.literal("forbidden-path"), path }),
  /** Closed until `allow:` in the rules names it. */
  z.object({ kind: z.literal("protected-path"), path }),
  /** Names of scripts that a tool runs without being asked, or for its `test` command. `tool` is typed to run it. */
  z.object({
    kind: z.literal("script"),
    path,
    tool: z.string(),
    byItself: z.array(z.string()),
    forTests: z.array(z.string()),
  }),
  z.object({ kind: z.literal("submodule"), path }),
  z.object({ kind: z.literal("symbolic-link"), path }),
  z.object({ kind: z.literal("git-directory"), path }),
  /** It climbs, stays in place or has an empty part. */
  z.object({ kind: z.literal("odd-path"), path }),
  /** It has characters a reader cannot see or misreads, or a backslash. */
  z.object({ kind: z.literal("unseen-path"), path }),
  /** Windows cannot make it, or makes another file of it. */
  z.object({ kind: z.literal("unportable-path"), path }),
  /** Some file systems take it, or a folder of it, for `other`. */
  z.object({ kind: z.literal("colliding-path"), path, other: z.string() }),
  /** Attributes ask for a filter on it, as `lfs`, that is not applied here. */
  z.object({ kind: z.literal("filtered"), path, filter: z.string() }),
  /** A text file gained a NUL. `offset`: bytes before it. */
  z.object({ kind: z.literal("turned-binary"), path, offset: z.int() }),
  /** It gained U+FFFD in this line, 1-based. */
  z.object({ kind: z.literal("lost-bytes"), path, line: z.int() }),
  /** Code gained `character` (as `U+2028`) in this line, 1-based. */
  z.object({
    kind: z.literal("unseen-character"),
    path,
    line: z.int(),
    character: z.string(),
    what: z.enum(["line-end", "control", "direction", "unseen", "blank"]),
  }),
  /** Code gained a word that reads as another; `word` is the coder's. */
  z.object({ kind: z.literal("look-alike"), path, line: z.int(), word: z.string() }),
  /** `what` is the scanner's name for that kind of secret; what was found is in no fact. */
  z.object({ kind: z.literal("secret"), path, what: z.string() }),
]);
export type GuardFault = z.infer<typeof GuardFault>;
