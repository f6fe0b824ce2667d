// What `doctor` looks at: each part is tried for real.
import { resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { dataDirHere, readCommonConfig, readDoorConfig } from "../../src/config.ts";
import { type Role, Role as Roles } from "../../src/domain/budget.ts";
import { causeOf } from "../../src/domain/errors.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import type { ConfigReading } from "../../src/environment.ts";
import { createLog, type Log } from "../../src/log.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import { startRedis } from "../../src/redis/server.ts";
import { redisFaults } from "../../src/redis/settings.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../../worker/config.ts";
import { openMachinery, openSandboxes } from "../../worker/main.ts";
import type { Offer } from "../../worker/models/model.ts";
import { priceOf } from "../../worker/models/price.ts";
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

/** As `server` and `start` read it: without the secret anyone could send events. */
function webhooks(): Observation[] {
  const config = readDoorConfig();
  if (config.kind === "invalid") return complaintsOn("webhooks", config);
  const { host, port, webhook } = config.config;
  return [{ kind: "webhooks", host, port, path: webhook.path }];
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
