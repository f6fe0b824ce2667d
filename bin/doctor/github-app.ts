// What `doctor` looks at on GitHub: the app's permissions, events and webhook, and what its credential reaches.
import { systemClock } from "../../src/clock.ts";
import { readDoorConfig, readGitHubConfig } from "../../src/config.ts";
import { causeOf, PermanentError } from "../../src/domain/errors.ts";
import { slug } from "../../src/domain/repository.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { connectGitHubApp, type GitHubApp } from "../../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../../src/github/octokit/client.ts";
import { lackingForRuns, neededForRuns } from "../../src/github/octokit/permissions.ts";
import type { AppSurvey, SeenHook, SeenRepository } from "../../src/github/survey.ts";
import { addressFault, costOfPolling, hearingFor } from "../../src/hearing.ts";
import type { Log } from "../../src/log.ts";
import { neededEvents } from "../../src/triggers/index.ts";
import type { HookFault, Observation, Reach } from "./observation.ts";

export async function gitHubApp(log: Log): Promise<Observation[]> {
  const config = readGitHubConfig();
  if (config.kind === "invalid")
    return config.complaints.map((complaint) => ({ kind: "complaint", part: "GitHub App", complaint }));
  const options = { ...config.config, labels: DEFAULT_LABELS, pace: GITHUB_PACE, clock: systemClock, log };
  const [observed] = await Promise.allSettled([
    connectGitHubApp(options).then((app) => observe(app, config.config.apiUrl)),
  ]);
  if (observed.status === "fulfilled") return observed.value;
  return [{ kind: "failed", part: "GitHub App", cause: causeOf(observed.reason) }];
}

async function observe(app: GitHubApp, apiUrl: string): Promise<Observation[]> {
  const { slug, lacking, events, survey } = app;
  if (neededForRuns(lacking).length > 0)
    throw new PermanentError({ kind: "app-lacks-permissions", slug, lacking });
  const hook = await survey.hook();
  const intake = await intakeOf(hook);
  const unheard = neededEvents().filter((name) => !events.includes(name));
  return [
    { kind: "app", apiUrl, slug, lacking },
    // Where GitHub is polled, it need not tell.
    ...(intake.some(({ kind }) => kind === "polling") ? [] : [{ kind: "events" as const, lacking: unheard }]),
    ...intake,
    { kind: "reach", reach: await reachOf(survey) },
  ];
}

/** As `server` and `start` will hear of what people do. */
async function intakeOf(hook: SeenHook | null): Promise<Observation[]> {
  const door = readDoorConfig();
  const hearing = door.kind === "read" ? await hearingFor(door.config, async () => hook) : null;
  if (hearing?.kind === "poll")
    return [{ kind: "polling", because: hearing.because, cost: costOfPolling(hearing.everyMs) }];
  if (hook === null) return [];
  const path = door.kind === "read" ? door.config.webhook.path : null;
  return [{ kind: "hook", url: hook.url, fault: hookFault(hook, path) }];
}

/** `path`: where the server listens; null: nobody knows. */
function hookFault({ url, hasSecret }: SeenHook, path: string | null): HookFault | null {
  const fault = addressFault(url);
  if (fault !== null) return fault;
  if (!hasSecret) return { kind: "no-secret" };
  return path === null || new URL(url).pathname === path ? null : { kind: "other-path", path };
}

/** Each costs five requests, and one more for each ruleset. */
const MOST_LOOKED_AT = 20;

async function protectionIn(
  open: { id: number }[],
  lists: SeenRepository[][],
  survey: AppSurvey,
): Promise<Pick<Reach, "bypasses" | "unreviewed" | "unverified" | "unlooked">> {
  const all = open.flatMap(({ id }, at) => (lists[at] ?? []).map(({ repository }) => ({ id, repository })));
  const looked = all.slice(0, MOST_LOOKED_AT);
  const found = await Promise.all(
    looked.map(async ({ id, repository }) => {
      const within = survey.within(id);
      const [bypassed, asksForReview, verifies] = await Promise.all([
        within.bypassed(repository),
        within.asksForReview(repository),
        within.verifies(repository),
      ]);
      const name = slug(repository);
      return {
        bypasses:
          bypassed.rulesets.length + bypassed.branches.length === 0
            ? []
            : [{ repository: name, ...bypassed }],
        unreviewed: asksForReview === false ? [name] : [],
        unverified: verifies === false ? [name] : [],
      };
    }),
  );
  return {
    bypasses: found.flatMap(({ bypasses }) => bypasses),
    unreviewed: found.flatMap(({ unreviewed }) => unreviewed),
    unverified: found.flatMap(({ unverified }) => unverified),
    unlooked: all.length - looked.length,
  };
}

async function reachOf(survey: AppSurvey): Promise<Reach> {
  const all = await survey.installations();
  const open = all.filter(({ suspended }) => !suspended);
  const lists = await Promise.all(open.map(({ id }) => survey.within(id).repositories()));
  const lacks = ({ permissions }: (typeof all)[number]) =>
    Object.keys(permissions).length > 0 && lackingForRuns(permissions).length > 0;
  return {
    accounts: all.map(({ account }) => account),
    suspended: all.filter(({ suspended }) => suspended).map(({ account }) => account),
    behind: open.filter(lacks).map(({ account }) => account),
    repositories: lists.flat().length,
    ...(await protectionIn(open, lists, survey)),
  };
}
