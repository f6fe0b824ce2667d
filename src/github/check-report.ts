// The part of the port that shows evidence on a commit, as a check run of ours.
import { z } from "zod";
import { Conclusion } from "../domain/conclusion.ts";
import type { Repository } from "../domain/repository.ts";

/** What a check run of ours shows on a commit. Both texts are markdown of at most 65,535 bytes. */
export const CheckReport = z.object({
  headSha: z.string(),
  conclusion: Conclusion,
  title: z.string(),
  summary: z.string(),
  text: z.string(),
  runId: z.string(),
});
export type CheckReport = z.infer<typeof CheckReport>;

export type Reported =
  /** Where a person reads it. */
  | { kind: "reported"; url: string }
  /** The installation does not permit it; nothing was written. */
  | { kind: "not-granted"; githubSaid: string }
  /** GitHub could not take it now. It is kept, and shown as soon as that works. */
  | { kind: "later" };

export type Checks = {
  /**
   * Shows a report as the one check run of ours on a commit: found again by commit and name, brought up to date, never
   * made twice. Writes nothing when it is unchanged. `isNew`: nothing of ours can be on the commit yet.
   */
  report(repository: Repository, report: CheckReport, commit?: { isNew: boolean }): Promise<Reported>;
  /** What our check run on a commit came to; null: there is none, or the installation does not permit it. */
  conclusionOn(repository: Repository, sha: string): Promise<string | null>;
};
