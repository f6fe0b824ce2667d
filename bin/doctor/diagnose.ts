// What `doctor` looks at: each part is tried for real.
import { resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { dataDirHere, readCommonConfig, readDoorConfig, readGitHubConfig } from "../../src/config.ts";
import { type Role, Role as Roles } from "../../src/domain/budget.ts";
import { causeOf, PermanentError } from "../../src/domain/errors.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import type { ConfigReading } from "../../src/environment.ts";
import { connectGitHubApp } from "../../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../../src/github/octokit/client.ts";
import { createLog, type Log } from "../../src/log.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import { startRedis } from "../../src/redis/server.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../../worker/config.ts";
import { openMachinery, openSandboxes } from "../../worker/main.ts";
import type { Offer } from "../../worker/models/model.ts";
import { priceOf } from "../../worker/models/price.ts";
import { readSandboxConfig } from "../../worker/sandbox-config.ts";
import type { ModelState, Observation, Part } from "./observation.ts";

export async function diagnose(signal: AbortSignal): Promise<Observation[]> {
  const log = createLog({ level: "silent", name: "doctor" });
  const common = readCommonConfig();
  const dataDir = resolve(common.kind === "read" ? common.config.dataDir : dataDirHere());
  const redisUrl = common.kind === "read" ? common.config.redisUrl : null;
  return [
    ...complaintsOn("configuration", common),
    ...(await engine(dataDir)),
    await redis(redisUrl, dataDir, log),
    ...(await models(readEngineConfig(), dataDir, log, signal)),
    ...(await github(log)),
    ...webhooks(),
  ];
}

async function engine(dataDir: string): Promise<Observation[]> {
  const config = readSandboxConfig();
  if (config.kind === "invalid") return complaintsOn("sandbox", config);
  await using sandboxes = openSandboxes(config.config, { dataDir });
  return (await sandboxes.inspect()).map((finding) => ({ kind: "engine", finding }));
}

async function redis(url: string | null, dataDir: string, log: Log): Promise<Observation> {
  return await tried("Redis", async () => {
    await using stack = new AsyncDisposableStack();
    const redisUrl = url ?? stack.use(await startRedis({ dataDir, log })).url;
    const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));
    await queue.ping();
    return { kind: "redis", isOurs: url === null };
  });
}

async function models(
  config: ConfigReading<EngineConfig>,
  dataDir: string,
  log: Log,
  signal: AbortSignal,
): Promise<Observation[]> {
  if (config.kind === "invalid") {
    const unchosen = { kind: "invalid" as const, complaints: unchosenModels() };
    return [...complaintsOn("endpoint", config), ...complaintsOn("models", unchosen)];
  }
  await using machinery = openMachinery({ ...config.config, dataDir, labels: DEFAULT_LABELS }, log);
  const offer = await machinery.models.inquire(signal);
  const roles = Roles.options.map((role): Observation => {
    return { kind: "model", role, state: modelState(role, config.config, offer) };
  });
  return [{ kind: "endpoint", baseUrl: config.config.models.baseUrl, offer }, ...roles];
}

function modelState(role: Role, { models }: EngineConfig, offer: Offer): ModelState {
  const name = models.byRole[role];
  if (name === undefined) return { kind: "unchosen" };
  if (offer.kind !== "offers") return { kind: "unknown", name };
  if (!offer.names.includes(name)) return { kind: "not-offered", name };
  return { kind: hasPrice(models, name) ? "priced" : "unpriced", name };
}

function hasPrice({ prices, baseUrl }: EngineConfig["models"], name: string): boolean {
  const one = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
  return priceOf({ overrides: prices, endpoint: baseUrl }, name, one, systemClock.now()) !== null;
}

/** Without it nothing but the check run is missing. */
const OPTIONAL = ["checks: write"];

async function github(log: Log): Promise<Observation[]> {
  const config = readGitHubConfig();
  if (config.kind === "invalid") return complaintsOn("GitHub App", config);
  const { apiUrl } = config.config;
  const options = { ...config.config, labels: DEFAULT_LABELS, pace: GITHUB_PACE, clock: systemClock, log };
  const observed = tried("GitHub App", async () => {
    const { slug, lacking } = await connectGitHubApp(options);
    if (lacking.every((name) => OPTIONAL.includes(name))) return { kind: "app", apiUrl, slug, lacking };
    throw new PermanentError({ kind: "app-lacks-permissions", slug, lacking });
  });
  return [await observed];
}

/** As `server` and `start` read it: without the secret anyone could send events. */
function webhooks(): Observation[] {
  const config = readDoorConfig();
  if (config.kind === "invalid") return complaintsOn("webhooks", config);
  const { host, port, webhook } = config.config;
  return [{ kind: "webhooks", host, port, path: webhook.path }];
}

async function tried(
  part: "Redis" | "GitHub App",
  attempt: () => Promise<Observation>,
): Promise<Observation> {
  try {
    return await attempt();
  } catch (error) {
    return { kind: "failed", part, cause: causeOf(error) };
  }
}

function complaintsOn(part: Part, reading: ConfigReading<unknown>): Observation[] {
  if (reading.kind === "read") return [];
  return reading.complaints.map((complaint) => ({ kind: "complaint", part, complaint }));
}
