// An admitted intent, as it lies in Redis: references and the moment of admission; never text, never a token.
import { createHash } from "node:crypto";
import { z } from "zod";
import { Asker } from "./asker.ts";
import { IssueRef } from "./repository.ts";

export const Job = z.object({
  /** `work` writes or re-uses a spec and builds from the base; `refine` writes the next version first; `revise` answers reviews. */
  kind: z.enum(["work", "refine", "revise"]),
  issue: IssueRef,
  installationId: z.int().nonnegative(),
  asker: Asker,
  /** ISO 8601, UTC. Text written after this moment by someone untrusted is not read. */
  admittedAt: z.iso.datetime(),
  /** Of the issue's title and body at admission; null where the asker could not have seen them (a review). */
  textDigest: z.string().nullable(),
  /** Labelling, `/ai retry` and editing speak for the issue's text as it stood; a comment or a review for itself alone. */
  vouches: z.boolean(),
  /** The asker accepted the recommended answers (`/ai go`). */
  acceptRecommended: z.boolean(),
  delivery: z.string(),
});
export type Job = z.infer<typeof Job>;

/** SHA-256 of the issue text: lets a job say which text it means without carrying it. */
export function digest(title: string, body: string): string {
  return createHash("sha256")
    .update(JSON.stringify([title, body]))
    .digest("hex");
}
