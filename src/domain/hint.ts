// What a repository's own files say of how it is prepared and checked elsewhere. Shown to a person, and never run unasked.
import { z } from "zod";

/** `path`: the file. `place`: the names of job and step, or the key, as the repository writes them; null: the whole file. */
export const Origin = z.object({ path: z.string(), place: z.string().nullable() });
export type Origin = z.infer<typeof Origin>;

const from = Origin;

/**
 * Why a command is not suggested. `root`: it needs root. `download`: it gets something from an address of its own, or pipes
 * text into a shell or an interpreter. `containers`: it needs a container engine. `github`: only GitHub can run it so.
 */
export const Withheld = z.enum(["root", "download", "containers", "github"]);
export type Withheld = z.infer<typeof Withheld>;

export const Hint = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("setup"), run: z.string(), from }),
  z.object({ kind: z.literal("check"), run: z.string(), checks: z.enum(["build", "test", "lint"]), from }),
  /** `program`: as people call it. `asked`: the version as it is written there. `image`: a public one that has it; null: none is known. */
  z.object({
    kind: z.literal("version"),
    program: z.string(),
    asked: z.string(),
    image: z.string().nullable().default(null),
    from,
  }),
  z.object({ kind: z.literal("image"), image: z.string(), from }),
  z.object({
    kind: z.literal("service"),
    name: z.string(),
    image: z.string(),
    port: z.int(),
    env: z.record(z.string(), z.string()),
    from,
  }),
  /** A command that a person has to see to; it is not repeated. */
  z.object({ kind: z.literal("withheld"), because: Withheld, from }),
]);
export type Hint = z.infer<typeof Hint>;
