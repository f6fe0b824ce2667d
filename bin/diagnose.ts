// What `doctor` looks at: each part is tried for real, and a fault comes with its remedy.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import { type ConfigReading, readCommonConfig, readGitHubConfig } from "../src/config.ts";
import { type Role, Role as Roles } from "../src/domain/budget.ts";
import { reasonOf } from "../src/domain/errors.ts";
import { DEFAULT_LABELS } from "../src/domain/rules.ts";
import { connectGitHubApp } from "../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../src/github/octokit/client.ts";
import { createLog, type Log } from "../src/log.ts";
import { openQueue } from "../src/queue/bullmq.ts";
import { startRedis } from "../src/queue/redis-server.ts";
import { type EngineConfig, readEngineConfig } from "../worker/config.ts";
import { openMachinery, openSandboxes } from "../worker/main.ts";
import { readSandboxConfig } from "../worker/sandbox-config.ts";

export type Seen = { what: string; ok: boolean; detail: string; remedy: string | null };

export async function diagnose(signal: AbortSignal): Promise<Seen[]> {
  const log = createLog({ level: "silent", name: "doctor" });
  const common = readCommonConfig();
  const dataDir = resolve(common.kind === "read" ? common.config.dataDir : ".data");
  const redisUrl = common.kind === "read" ? common.config.redisUrl : null;
  return [
    ...configured("configuration", common),
    ...(await engine(dataDir)),
    await redis(redisUrl, dataDir, log),
    ...(await models(readEngineConfig(), dataDir, log, signal)),
    ...(await github(log)),
  ];
}

async function engine(dataDir: string): Promise<Seen[]> {
  const config = readSandboxConfig();
  if (config.kind === "invalid") return configured("sandbox", config);
  await using sandboxes = openSandboxes(config.config, { dataDir });
  const found = await sandboxes.inspect();
  return found.map((each) => ({ what: "sandbox", ...each }));
}

async function redis(url: string | null, dataDir: string, log: Log): Promise<Seen> {
  const remedy = "Install redis-server, or set REDIS_URL to a Redis that answers";
  return tried("Redis", remedy, async () => {
    await using stack = new AsyncDisposableStack();
    const redisUrl = url ?? stack.use(await startRedis({ dataDir, log })).url;
    const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));
    await queue.ping();
    return url === null ? "a Redis of our own starts and answers" : "REDIS_URL answers";
  });
}

async function models(
  config: ConfigReading<EngineConfig>,
  dataDir: string,
  log: Log,
  signal: AbortSignal,
): Promise<Seen[]> {
  if (config.kind === "invalid") return configured("model endpoint", config);
  await using machinery = openMachinery({ ...config.config, dataDir, labels: DEFAULT_LABELS }, log);
  const offered = await machinery.models.offered(signal);
  const endpoint: Seen = {
    what: "model endpoint",
    ok: offered.length > 0,
    detail:
      offered.length > 0
        ? `${config.config.models.baseUrl} offers ${shortList(offered)}`
        : `${config.config.models.baseUrl} did not say which models it offers`,
    remedy:
      offered.length > 0
        ? null
        : "Check OPENAI_BASE_URL and OPENAI_API_KEY; some endpoints keep no list, then this can be ignored",
  };
  const roles = await Promise.all(Roles.options.map((role) => model(role, config.config, offered)));
  return [endpoint, ...roles];
}

async function model(role: Role, { models }: EngineConfig, offered: string[]): Promise<Seen> {
  const variable = `ISSUEWRIGHT_${role.toUpperCase()}_MODEL`;
  return tried(`model of the ${role}`, `Set ${variable} to a model the endpoint offers`, async () => {
    const name = models.byRole[role];
    if (name === undefined) throw new Error("none is chosen");
    if (offered.length > 0 && !offered.includes(name)) throw new Error(`the endpoint does not offer ${name}`);
    return name;
  });
}

/** Without it nothing but the check run is missing. */
const OPTIONAL = ["checks: write"];

async function github(log: Log): Promise<Seen[]> {
  const config = readGitHubConfig();
  if (config.kind === "invalid") return configured("GitHub App", config);
  const options = { ...config.config, labels: DEFAULT_LABELS, pace: GITHUB_PACE, clock: systemClock, log };
  const remedy =
    "Check APP_ID, the private key and the permissions (app.yml names them) on the settings page of your GitHub App, and GITHUB_API_URL";
  return [
    await tried("GitHub App", remedy, async () => {
      const { slug, lacking } = await connectGitHubApp(options);
      const lacks = lacking.length === 0 ? "" : `; it is not given ${lacking.join(", ")}`;
      if (lacking.some((name) => !OPTIONAL.includes(name))) throw new Error(`${slug} is there${lacks}`);
      return `${config.config.apiUrl} knows us as ${slug}${lacks}`;
    }),
  ];
}

async function tried(what: string, remedy: string, attempt: () => Promise<string>): Promise<Seen> {
  try {
    return { what, ok: true, detail: await attempt(), remedy: null };
  } catch (error) {
    return { what, ok: false, detail: reasonOf(error), remedy };
  }
}

function configured(what: string, reading: ConfigReading<unknown>): Seen[] {
  if (reading.kind === "read") return [];
  return reading.complaints.map((complaint) => ({ what, ok: false, detail: complaint, remedy: null }));
}

function shortList(names: string[]): string {
  return names.length <= 8
    ? names.join(", ")
    : `${names.slice(0, 8).join(", ")} and ${names.length - 8} more`;
}
