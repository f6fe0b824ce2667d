// Why a patch does not apply to its base, as facts. `gitSaid` holds the words of git.
import { z } from "zod";

const kind = z.literal;
const cap = { bytes: z.int(), maxBytes: z.int() };

export const PatchFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("too-large"), ...cap }),
  z.object({ kind: kind("too-many-files"), files: z.int(), maxFiles: z.int() }),
  /** What its binary sections would unpack to; found out before anything is unpacked. */
  z.object({ kind: kind("binary-too-large"), maxBytes: z.int() }),
  /** The changed files together. */
  z.object({ kind: kind("contents-too-large"), ...cap }),
  z.object({ kind: kind("name-not-utf8") }),
  z.object({ kind: kind("name-with-control"), path: z.string() }),
  /** `head`: how git describes the change. */
  z.object({ kind: kind("unknown-change"), path: z.string(), head: z.array(z.string()) }),
  z.object({ kind: kind("git-refused"), gitSaid: z.string() }),
]);
export type PatchFault = z.infer<typeof PatchFault>;
