// A repository as intents are judged there: GitHub, who is told, and what its rules say to the server.
import type { Announcer } from "../announcers/announcer.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Repository } from "../domain/repository.ts";
import { type Labels, labelsIn, NO_RULES, RULES_PATH, type Rules } from "../domain/rules.ts";
import type { GitHub } from "../github/github.ts";
import type { Outbox } from "../queue/outbox.ts";
import { parseRules } from "../rules.ts";

export type Site = {
  github: GitHub;
  announcers: Announcer[];
  /** The repository's own names, where its rules have them. */
  labels: Labels;
  /** The branch of a merged pull request is deleted. */
  deletesMerged: boolean;
  /** When a draft is marked as ready without a person. */
  ready: Rules["ready"];
  /** Logins of bots whose reviews are heard. */
  hear: Rules["hear"];
  requests: Rules["requests"];
  /** So long after a merge its CI is looked at. */
  watchMs: number;
};

export type SiteDeps = {
  github(installationId: number): Promise<GitHub>;
  outbox: Pick<Outbox, "keeping">;
  /** The operator's label names; a repository's rules may rename them. */
  labels: Labels;
};

/** A rules file that cannot be read does not stop the door; the run will say on the issue what is wrong with it. */
export async function siteOf(installationId: number, repository: Repository, deps: SiteDeps): Promise<Site> {
  const kept = deps.outbox.keeping(installationId, await deps.github(installationId));
  const [text] = await Promise.allSettled([kept.github.source.readFile(repository, RULES_PATH)]);
  if (text.status === "rejected" && !(text.reason instanceof PermanentError)) throw text.reason;
  const reading = text.status === "fulfilled" ? parseRules(text.value) : null;
  const rules = reading?.kind === "read" ? reading.rules : NO_RULES;
  return {
    ...kept,
    labels: labelsIn(rules, deps.labels),
    deletesMerged: rules.merged === "delete-branch",
    ready: rules.ready,
    hear: rules.hear,
    requests: rules.requests,
    watchMs: rules.watch * 60 * 60_000,
  };
}
