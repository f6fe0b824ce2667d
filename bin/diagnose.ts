// What `doctor` looks at: each part is tried for real, and a fault comes with its remedy.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import { type ConfigReading, readCommonConfig, readDoorConfig, readGitHubConfig } from "../src/config.ts";
import { type Role, Role as Roles } from "../src/domain/budget.ts";
import { PermanentError, reasonOf } from "../src/domain/errors.ts";
import type { NoReply } from "../src/domain/model-failure.ts";
import { DEFAULT_LABELS } from "../src/domain/rules.ts";
import { connectGitHubApp } from "../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../src/github/octokit/client.ts";
import { createLog, type Log } from "../src/log.ts";
import { noReplyText } from "../src/messages/model-failure.ts";
import { openQueue } from "../src/queue/bullmq.ts";
import { startRedis } from "../src/redis/server.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../worker/config.ts";
import { openMachinery, openSandboxes } from "../worker/main.ts";
import type { Offer } from "../worker/models/model.ts";
import { priceOf } from "../worker/models/price.ts";
import { readSandboxConfig } from "../worker/sandbox-config.ts";
import { isLacking } from "../worker/sandboxes/sandbox.ts";
import { engineWords } from "./engine-words.ts";

/** `ok` null: nobody knows. */
export type Seen = { what: string; ok: boolean | null; detail: string; remedy: string | null };

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
    ...webhooks(),
  ];
}

async function engine(dataDir: string): Promise<Seen[]> {
  const config = readSandboxConfig();
  if (config.kind === "invalid") return configured("sandbox", config);
  await using sandboxes = openSandboxes(config.config, { dataDir });
  const found = await sandboxes.inspect();
  return found.map((finding) => ({ what: "sandbox", ok: !isLacking(finding), ...engineWords(finding) }));
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
  if (config.kind === "invalid") {
    const unchosen = { kind: "invalid" as const, complaints: unchosenModels() };
    return [...configured("model endpoint", config), ...configured("models", unchosen)];
  }
  await using machinery = openMachinery({ ...config.config, dataDir, labels: DEFAULT_LABELS }, log);
  const offer = await machinery.models.inquire(signal);
  const roles = Roles.options.map((role) => model(role, config.config, offer));
  return [endpoint(config.config.models.baseUrl, offer), ...roles];
}

function endpoint(baseUrl: string, offer: Offer): Seen {
  const what = "model endpoint";
  switch (offer.kind) {
    case "offers":
      return offer.names.length > 0
        ? { what, ok: true, detail: `${baseUrl} offers ${shortList(offer.names)}`, remedy: null }
        : { what, ok: false, detail: `${baseUrl} offers no model`, remedy: "Install or enable one there" };
    case "no-list":
      return noList(baseUrl, offer.cause);
    default:
      return offer satisfies never;
  }
}

function noList(baseUrl: string, cause: NoReply): Seen {
  const what = "model endpoint";
  if ("status" in cause && cause.status !== null) {
    const detail = `${baseUrl} did not say which models it offers: ${noReplyText(cause)}`;
    const remedy =
      "Check OPENAI_BASE_URL and OPENAI_API_KEY; some endpoints keep no list, then this can be ignored";
    return { what, ok: false, detail, remedy };
  }
  const detail = `${baseUrl} does not answer: ${noReplyText(cause)}`;
  const remedy = "Start the endpoint there, or set OPENAI_BASE_URL to where it is";
  return { what, ok: false, detail, remedy };
}

function model(role: Role, { models }: EngineConfig, offer: Offer): Seen {
  const what = `model of the ${role}`;
  const remedy = `Set ISSUEWRIGHT_${role.toUpperCase()}_MODEL to a model the endpoint offers`;
  const name = models.byRole[role];
  if (name === undefined) return { what, ok: false, detail: "none is chosen", remedy };
  if (offer.kind !== "offers") {
    const detail = `${name}: not known, because the endpoint does not say`;
    return { what, ok: null, detail, remedy: null };
  }
  if (!offer.names.includes(name)) {
    return { what, ok: false, detail: `the endpoint does not offer ${name}`, remedy };
  }
  if (hasPrice(models, name)) return { what, ok: true, detail: name, remedy: null };
  const detail = `${name}; its price is not known, so the cap in dollars cannot hold (the one in tokens does)`;
  return { what, ok: true, detail, remedy: "Set ISSUEWRIGHT_PRICES" };
}

function hasPrice({ prices, baseUrl }: EngineConfig["models"], name: string): boolean {
  const one = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
  return priceOf({ overrides: prices, endpoint: baseUrl }, name, one, systemClock.now()) !== null;
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

/** As `server` and `start` read it: without the secret anyone could send events. */
function webhooks(): Seen[] {
  const config = readDoorConfig();
  if (config.kind === "invalid") return configured("webhooks", config);
  const { host, port, webhook } = config.config;
  const detail = `taken at ${host}:${port}${webhook.path}, signed with WEBHOOK_SECRET`;
  return [{ what: "webhooks", ok: true, detail, remedy: null }];
}

/** An error that says what to do itself knows better. */
async function tried(what: string, remedy: string, attempt: () => Promise<string>): Promise<Seen> {
  try {
    return { what, ok: true, detail: await attempt(), remedy: null };
  } catch (error) {
    const reason = reasonOf(error);
    const said = error instanceof PermanentError ? inParts(reason) : { detail: reason, remedy: null };
    return { what, ok: false, detail: said.detail, remedy: said.remedy ?? remedy };
  }
}

function configured(what: string, reading: ConfigReading<unknown>): Seen[] {
  if (reading.kind === "read") return [];
  return reading.complaints.map((complaint) => ({ what, ok: false, ...inParts(complaint) }));
}

/** A complaint ends with what to do, as `sentence` writes it. */
function inParts(complaint: string): Pick<Seen, "detail" | "remedy"> {
  const [, detail = complaint, remedy = null] = /^(.*)\. ([A-Z].*?)\.?$/s.exec(complaint) ?? [];
  return { detail, remedy };
}

function shortList(names: string[]): string {
  return names.length <= 8
    ? names.join(", ")
    : `${names.slice(0, 8).join(", ")} and ${names.length - 8} more`;
}
