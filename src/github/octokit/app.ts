// Our GitHub App: who it is, and the port for each of its installations.
import type { Clock } from "../../clock.ts";
import { causeOf, PermanentError, reasonOf } from "../../domain/errors.ts";
import type { GitHubTask } from "../../domain/fault.ts";
import type { Labels } from "../../domain/rules.ts";
import type { Log } from "../../log.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";
import type { GitHub } from "../github.ts";
import type { AppSurvey } from "../survey.ts";
import { noneAbsent } from "./absent.ts";
import { octokitAppSurvey } from "./app-survey.ts";
import {
  type AppCredentials,
  type Client,
  type ClientOptions,
  type ClientUse,
  createClient,
  type Fence,
  type Lane,
  type Pace,
  tokenCache,
} from "./client.ts";
import { rememberAnswers } from "./conditional.ts";
import type { Installation } from "./installation.ts";
import { noComments } from "./known-comments.ts";
import { octokitGitHub } from "./octokit.ts";
import { lackingPermissions } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { noneReinstalled } from "./reinstalled.ts";
import { octokitSurvey } from "./survey.ts";

type How = { lane?: Lane; fence?: Fence };

export type GitHubApp = {
  slug: string;
  /** What app.yml asks for and the app was not given, as `checks: write`. */
  lacking: string[];
  /** What it subscribed to. */
  events: string[];
  /** Cheap: asks nothing until it is used. */
  installation(id: number, how?: How): GitHub;
  survey: AppSurvey;
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
  telemetry?: Telemetry;
  onLimit?: ClientOptions["onLimit"];
};

/** Asks GitHub who we are, so wrong credentials are known at the start. PermanentError when it does not say. */
export async function connectGitHubApp(options: GitHubAppOptions): Promise<GitHubApp> {
  const { serverUrl, labels, clock } = options;
  const client = {
    ...options,
    tokens: tokenCache(clock),
    answers: rememberAnswers(),
    reinstalled: noneReinstalled(),
  };
  const [answer] = await Promise.allSettled([
    createClient(client, { installationId: null, task: "sign-in" }).rest.apps.getAuthenticated(),
  ]);
  if (answer.status === "rejected") throw notSignedIn(answer.reason);
  const slug = answer.value.data?.slug ?? "";
  const known = { serverUrl, labels, clock, comments: noComments(), absent: noneAbsent() };
  const installation = (id: number, how: How = {}): Installation => {
    return { octokit: clientsOf(client, { installationId: id, ...how }), appSlug: slug, ...known };
  };
  return {
    slug,
    events: answer.value.data?.events ?? [],
    lacking: lackingPermissions(answer.value.data?.permissions ?? {}),
    installation: (id, how) => octokitGitHub(installation(id, how)),
    survey: octokitAppSurvey(createClient(client, { installationId: null, task: "look-around" }), (id) =>
      octokitSurvey(installation(id)),
    ),
  };
}

/** Each is made when it is first asked for. */
function clientsOf(options: ClientOptions, use: Omit<ClientUse, "task">): Installation["octokit"] {
  const clients = new Map<GitHubTask, Client>();
  return (task) => {
    const client = clients.get(task) ?? createClient(options, { ...use, task });
    clients.set(task, client);
    return client;
  };
}

function notSignedIn(thrown: unknown): PermanentError {
  return new PermanentError(
    thrown instanceof Refusal
      ? { kind: "github-refused-app", status: thrown.status, githubSaid: thrown.words }
      : { kind: "github-unreachable", programSaid: saidIn(thrown) },
  );
}

function saidIn(thrown: unknown): string {
  const cause = causeOf(thrown);
  return cause.kind === "fault" && cause.fault.kind === "github-away"
    ? cause.fault.githubSaid
    : reasonOf(thrown);
}
