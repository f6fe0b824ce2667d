// What `doctor` looks at: each part is tried for real.
import { resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { dataDirHere, readCommonConfig, readDoorConfig } from "../../src/config.ts";
import { Role as Roles } from "../../src/domain/budget.ts";
import { causeOf } from "../../src/domain/errors.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import type { ConfigReading } from "../../src/environment.ts";
import { createLog, type Log } from "../../src/log.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import { startRedis } from "../../src/redis/server.ts";
import { redisFaults } from "../../src/redis/settings.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../../worker/config.ts";
import { type Machinery, openMachinery, openSandboxes } from "../../worker/machinery.ts";
import type { Offer } from "../../worker/models/model.ts";
import { pricerOf } from "../../worker/models/price.ts";
import { type Located, locate } from "../../worker/models/providers.ts";
import { readSandboxConfig } from "../../worker/sandbox-config.ts";
import { gitHubApp } from "./github-app.ts";
import type { ModelState, Observation, Part } from "./observation.ts";

export async function diagnose(signal: AbortSignal): Promise<Observation[]> {
  const log = createLog({ level: "silent", name: "doctor" });
  const common = readCommonConfig();
  const dataDir = resolve(common.kind === "read" ? common.config.dataDir : dataDirHere());
  const redisUrl = common.kind === "read" ? common.config.redisUrl : null;
  return [
    ...complaintsOn("configuration", common),
    ...(await engine(dataDir)),
    ...(await redis(redisUrl, dataDir, log)),
    ...(await models(readEngineConfig(), dataDir, log, signal)),
    ...(await gitHubApp(log)),
    ...webhooks(),
  ];
}

async function engine(dataDir: string): Promise<Observation[]> {
  const config = readSandboxConfig();
  if (config.kind === "invalid") return complaintsOn("sandbox", config);
  await using sandboxes = openSandboxes(config.config, { dataDir });
  return (await sandboxes.inspect()).map((finding) => ({ kind: "engine", finding }));
}

async function redis(url: string | null, dataDir: string, log: Log): Promise<Observation[]> {
  return await tried("Redis", async () => {
    await using stack = new AsyncDisposableStack();
    const redisUrl = url ?? stack.use(await startRedis({ dataDir, log })).url;
    const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));
    const faults = await redisFaults(redisUrl, log);
    if (faults.length === 0) await queue.ping();
    return [
      { kind: "redis", isOurs: url === null },
      ...faults.map((fault): Observation => ({ kind: "redis-setting", fault })),
    ];
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
  const endpoints = new Map<string, Extract<Observation, { kind: "endpoint" }>>();
  const roles: Observation[] = [];
  for (const role of Roles.options) {
    const chosen = config.config.models.byRole[role];
    const at = placeOf(chosen, config.config.models);
    if (at === null || chosen === undefined) {
      roles.push({ kind: "model", role, state: { kind: "unchosen" } });
      continue;
    }
    const { baseUrl } = at.access;
    const { offer } = endpoints.get(baseUrl) ?? { offer: await machinery.models.inquire(signal, chosen) };
    endpoints.set(baseUrl, { kind: "endpoint", baseUrl, provider: at.provider, offer });
    roles.push({ kind: "model", role, state: modelState(chosen, at, config.config.models, offer) });
  }
  return [...(await endpointsOr(endpoints, config.config.models, machinery, signal)), ...roles];
}

type ModelsConfig = EngineConfig["models"];

/** Where no role has a model, the usual endpoint says which it offers. */
async function endpointsOr(
  endpoints: Map<string, Observation>,
  { baseUrl }: ModelsConfig,
  { models }: Pick<Machinery, "models">,
  signal: AbortSignal,
): Promise<Observation[]> {
  if (endpoints.size > 0) return [...endpoints.values()];
  return [{ kind: "endpoint", baseUrl, provider: null, offer: await models.inquire(signal) }];
}

function placeOf(chosen: string | undefined, { providers, ...usual }: ModelsConfig) {
  if (chosen === undefined) return null;
  const located = locate(chosen, { usual, byProvider: providers });
  return located.kind === "at" ? located : null;
}

function modelState(
  name: string,
  { model, access }: Extract<Located, { kind: "at" }>,
  { prices }: ModelsConfig,
  offer: Offer,
): ModelState {
  if (offer.kind !== "offers") return { kind: "unknown", name };
  // Gemini lists its models below a folder.
  if (!offer.names.some((offered) => offered === model || offered === `models/${model}`))
    return { kind: "not-offered", name };
  const one = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
  const own = Object.hasOwn(prices, name);
  const price = pricerOf({ overrides: prices, endpoint: access.baseUrl }, model)(one, systemClock.now());
  return { kind: own || price !== null ? "priced" : "unpriced", name };
}

/** As `server` and `start` read it: without the secret anyone could send events. */
function webhooks(): Observation[] {
  const config = readDoorConfig();
  if (config.kind === "invalid") return complaintsOn("webhooks", config);
  const { host, port, webhook } = config.config;
  const { path, secrets } = webhook;
  return [{ kind: "webhooks", host, port, path, areTaken: secrets.length > 0 }];
}

async function tried(part: "Redis", attempt: () => Promise<Observation[]>): Promise<Observation[]> {
  const [observed] = await Promise.allSettled([attempt()]);
  if (observed.status === "fulfilled") return observed.value;
  return [{ kind: "failed", part, cause: causeOf(observed.reason) }];
}

function complaintsOn(part: Part, reading: ConfigReading<unknown>): Observation[] {
  if (reading.kind === "read") return [];
  return reading.complaints.map((complaint) => ({ kind: "complaint", part, complaint }));
}
