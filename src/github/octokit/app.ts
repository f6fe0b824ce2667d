// Our GitHub App: who it is, and the port for each of its installations.
import type { Clock } from "../../clock.ts";
import type { Labels } from "../../domain/rules.ts";
import type { Log } from "../../log.ts";
import type { GitHub } from "../github.ts";
import { type AppCredentials, createClient, type Pace, tokenCache } from "./client.ts";
import { octokitGitHub } from "./octokit.ts";

export type GitHubApp = {
  slug: string;
  /** Cheap: asks nothing until it is used. */
  installation(id: number): GitHub;
};

export type GitHubAppOptions = {
  credentials: AppCredentials;
  /** As GITHUB_API_URL and GITHUB_SERVER_URL in GitHub Actions. */
  apiUrl: string;
  serverUrl: string;
  labels: Labels;
  pace: Pace;
  clock: Clock;
  log: Log;
};

/** Asks GitHub who we are, so wrong credentials are known at the start. PermanentError when they are refused. */
export async function connectGitHubApp(options: GitHubAppOptions): Promise<GitHubApp> {
  const { serverUrl, labels, clock } = options;
  const client = { ...options, tokens: tokenCache(clock) };
  const { data: app } = await createClient(client, null).rest.apps.getAuthenticated();
  const slug = app?.slug ?? "";
  return {
    slug,
    installation: (id) =>
      octokitGitHub({ octokit: createClient(client, id), appSlug: slug, serverUrl, labels, clock }),
  };
}
