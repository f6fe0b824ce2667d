// One installation of our app, as every part of the adapter sees it.
import type { Clock } from "../../clock.ts";
import type { GitHubTask } from "../../domain/fault.ts";
import type { Repository } from "../../domain/repository.ts";
import type { Labels } from "../../domain/rules.ts";
import type { Client } from "./client.ts";
import type { KnownComments } from "./known-comments.ts";
import type { Recent } from "./recent.ts";

export type Installation = {
  /** The client for one task, which a refusal of any of its requests names. */
  octokit(task: GitHubTask): Client;
  appSlug: string;
  serverUrl: string;
  /** The operator's names, for the colours of labels we create. */
  labels: Labels;
  clock: Clock;
  /** What is known of comments, shared by all installations of the app. */
  comments: KnownComments;
  /** Files that are not there, shared likewise. */
  absent: Recent<true>;
};

/** The repository as Octokit's parameters name it. */
export function at(repository: Repository): { owner: string; repo: string } {
  return { owner: repository.owner, repo: repository.name };
}

type Account = { login?: string; type?: string } | null | undefined;

/** GitHub gives no person a login with brackets. What our app did in a person's name is not its own. */
export function isOurs(installation: Pick<Installation, "appSlug">, account: Account): boolean {
  return account?.type === "Bot" && account.login === `${installation.appSlug}[bot]`;
}
