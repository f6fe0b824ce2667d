// An admitted intent, as it lies in Redis: references and the moment of admission; never text, never a token.
import { createHash } from "node:crypto";
import { z } from "zod";
import { Asker } from "./asker.ts";
import { IssueRef } from "./repository.ts";

/**
 * `work` writes or re-uses a spec and builds from the base; `refine` writes the next version first; `adopt` builds the spec
 * as a person edited it; `revise` answers reviews, `polish` does so and leaves the spec alone, `restart` builds afresh from a
 * spec that holds them; `mend` answers red jobs of the repository's CI; `watch` tries here what is red since its pull request
 * was merged.
 */
export const JobKind = z.enum(["work", "refine", "adopt", "revise", "polish", "restart", "mend", "watch"]);
export type JobKind = z.infer<typeof JobKind>;

export const Job = z.object({
  kind: JobKind,
  issue: IssueRef,
  installationId: z.int().nonnegative(),
  asker: Asker,
  /** ISO 8601, UTC. Text written after this moment by someone untrusted is not read. */
  admittedAt: z.iso.datetime(),
  /** Of the issue's title and body at admission; null where the asker could not have seen them (a review). */
  textDigest: z.string().nullable(),
  /** The asker speaks for the issue's text as it was then (by labelling, `/ai retry` or editing), not only for a comment or a review. */
  vouches: z.boolean(),
  /** The asker accepted the recommended answers (`/ai go`). */
  acceptRecommended: z.boolean(),
  /** A person gave a command for it, and did not only submit a review. */
  byCommand: z.boolean().default(false),
  delivery: z.string(),
  /** The merged pull request that a `watch` is about. */
  merged: z.int().optional(),
  /** What telemetry knows the work by that it was asked for in. */
  trace: z.string().max(64).optional(),
});
export type Job = z.infer<typeof Job>;

/**
 * Which jobs a machine of ours may ask for. A machine has no permission on GitHub, so it may ask only for jobs that never
 * read text by people without write access.
 */
export const OPEN_TO_MACHINES: Record<JobKind, boolean> = {
  work: false,
  refine: false,
  adopt: true,
  revise: true,
  polish: true,
  restart: false,
  mend: true,
  watch: true,
};

/** The issue's text is not the one that was admitted. False where the asker spoke for no text. */
export function isEdited(
  { textDigest }: Pick<Job, "textDigest">,
  now: { title: string; body: string },
): boolean {
  return textDigest !== null && textDigest !== digest(now.title, now.body);
}

/** SHA-256 of the issue text: lets a job say which text it means without carrying it. */
export function digest(title: string, body: string): string {
  return createHash("sha256")
    .update(JSON.stringify([title, body]))
    .digest("hex");
}
