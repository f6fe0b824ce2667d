// The operator's environment as the server reads it: a whole configuration, or everything that is wrong with it.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Audience } from "./announcers/announcer.ts";
import { defaultDataDir } from "./data-dir.ts";
import { reasonOf } from "./domain/errors.ts";
import type { Labels } from "./domain/rules.ts";
import { type ConfigReading, complaintsOf, type Environment, readEnvironment } from "./environment.ts";
import type { Intake } from "./hearing.ts";
import { knowsApp, namesApp, withKeptApp } from "./kept-app.ts";
import type { TelemetryConfig } from "./telemetry/telemetry.ts";
import {
  AudienceEnvironment,
  CommonEnvironment,
  GitHubEnvironment,
  PageEnvironment,
  ServerEnvironment,
  TelemetryEnvironment,
} from "./variables.ts";

export type GitHubConfig = {
  credentials: { appId: number; privateKey: string };
  apiUrl: string;
  serverUrl: string;
};

/** What server and worker have in common. */
export type CommonConfig = {
  /** Null: a Redis of our own, with its data in the data directory. */
  redisUrl: string | null;
  dataDir: string;
  logLevel: string;
  labels: Labels;
};

/** Whom the operator wants to be told, besides the issue. */
export type AudienceConfig = Pick<Audience, "mentions" | "hook">;

export type ServerConfig = CommonConfig &
  DoorConfig & {
    github: GitHubConfig;
    audience: AudienceConfig;
    /** Null: it is switched off. */
    telemetry: TelemetryConfig | null;
    /** Null: it is switched off. */
    page: PageConfig | null;
  };

export type PageConfig = {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Where people reach it, if a proxy stands before it; null: where it listens. */
  address: string | null;
  /** What people sign in through; null: they come by a link alone. */
  client: { id: string; secret: string } | null;
  /** Logins of those who see the machine, too. */
  operators: string[];
};

/** How we hear of what people do, where webhooks are taken, and what proves that GitHub sent them. */
export type DoorConfig = {
  /** Null: what the App's settings allow. */
  intake: Intake | null;
  /** From the end of one look at GitHub to the next; null: what suits the intake. */
  sweepMs: number | null;
  host: string;
  port: number;
  /** `secrets`: the current one, then the one it replaces. Without any no webhook is taken. */
  webhook: { path: string; secrets: string[] };
};

/** The only place in the server that reads the environment. Every fault is named at once. */
export function readServerConfig(environment: Environment = ownEnvironment()): ConfigReading<ServerConfig> {
  const common = readCommonConfig(environment);
  const github = readGitHubConfig(environment);
  const door = readDoorConfig(environment);
  const page = readPageConfig(environment);
  const audience = readAudience(environment);
  const telemetry = readTelemetry(environment);
  const isRead = common.kind === "read" && github.kind === "read" && audience.kind === "read";
  if (!isRead || door.kind === "invalid" || page.kind === "invalid" || telemetry.kind === "invalid") {
    return { kind: "invalid", complaints: complaintsOf([common, github, door, audience, page, telemetry]) };
  }
  const told = { audience: audience.config, telemetry: telemetry.config };
  const parts = { github: github.config, ...told, page: page.config };
  return { kind: "read", config: { ...common.config, ...door.config, ...parts } };
}

export function readAudience(environment: Environment = process.env): ConfigReading<AudienceConfig> {
  const reading = readEnvironment(AudienceEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const { ISSUEWRIGHT_MENTION: mentions, ISSUEWRIGHT_HOOK_URL: url } = reading.config;
  const { ISSUEWRIGHT_HOOK_SECRET: secret = null } = reading.config;
  return { kind: "read", config: { mentions, hook: url === undefined ? null : { url, secret } } };
}

/** Null: it is switched off. */
export function readTelemetry(environment: Environment = process.env): ConfigReading<TelemetryConfig | null> {
  const reading = readEnvironment(TelemetryEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const { ISSUEWRIGHT_TELEMETRY, ISSUEWRIGHT_TELEMETRY_CONTENT, ...values } = reading.config;
  if (ISSUEWRIGHT_TELEMETRY === "off") return { kind: "read", config: null };
  const metrics = { host: values.ISSUEWRIGHT_METRICS_HOST, port: values.ISSUEWRIGHT_METRICS_PORT };
  const collector = withoutSlash(values.OTEL_EXPORTER_OTLP_ENDPOINT);
  return { kind: "read", config: { collector, metrics, content: ISSUEWRIGHT_TELEMETRY_CONTENT === "on" } };
}

/** The environment of this process, with the App that the set-up page made where it names no other. */
export function ownEnvironment(): Environment {
  return withKeptApp(process.env, ownDataDir());
}

/** All variables that are set for this process. */
export function namesSet(): string[] {
  return Object.keys(process.env);
}

/** Whether the environment of this process names a GitHub App. */
export function isAppNamed(): boolean {
  return namesApp(process.env);
}

/** The same, or one is kept. */
export function isAppKnown(): boolean {
  return knowsApp(process.env, ownDataDir());
}

/** Where an App is to be made, unless its person names another place. */
export function usualServerUrl(environment: Environment = process.env): string {
  const { shape } = GitHubEnvironment;
  return withoutSlash(shape.GITHUB_SERVER_URL.parse(environment.GITHUB_SERVER_URL?.trim() || undefined));
}

/** Absolute. */
export function ownDataDir(): string {
  return resolve(process.env.ISSUEWRIGHT_DATA_DIR?.trim() || dataDirHere());
}

export function readPageConfig(environment: Environment = process.env): ConfigReading<PageConfig | null> {
  const reading = readEnvironment(PageEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const {
    ISSUEWRIGHT_PAGE_HOST: host,
    ISSUEWRIGHT_PAGE_PORT: port,
    ISSUEWRIGHT_PAGE_ADDRESS,
  } = reading.config;
  const { GITHUB_CLIENT_ID: id, GITHUB_CLIENT_SECRET: secret, ISSUEWRIGHT_PAGE_OPERATORS } = reading.config;
  if (reading.config.ISSUEWRIGHT_PAGE === "off") return { kind: "read", config: null };
  if ((id === undefined) !== (secret === undefined)) {
    const variable = id === undefined ? "GITHUB_CLIENT_ID" : "GITHUB_CLIENT_SECRET";
    return { kind: "invalid", complaints: [{ kind: "unset", variable }] };
  }
  const address = ISSUEWRIGHT_PAGE_ADDRESS === undefined ? null : withoutSlash(ISSUEWRIGHT_PAGE_ADDRESS);
  const client = id === undefined || secret === undefined ? null : { id, secret };
  return { kind: "read", config: { host, port, address, client, operators: ISSUEWRIGHT_PAGE_OPERATORS } };
}

export function readDoorConfig(environment: Environment = ownEnvironment()): ConfigReading<DoorConfig> {
  const reading = readEnvironment(ServerEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const { HOST, PORT, ISSUEWRIGHT_SWEEP_SECONDS, ISSUEWRIGHT_INTAKE: intake = null } = reading.config;
  const { WEBHOOK_PATH, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS } = reading.config;
  if (intake === "webhook" && WEBHOOK_SECRET === undefined)
    return { kind: "invalid", complaints: [{ kind: "unset", variable: "WEBHOOK_SECRET" }] };
  const secrets = WEBHOOK_SECRET === undefined ? [] : [WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS ?? []].flat();
  const sweepMs = ISSUEWRIGHT_SWEEP_SECONDS === undefined ? null : ISSUEWRIGHT_SWEEP_SECONDS * 1000;
  const webhook = { path: WEBHOOK_PATH, secrets };
  return { kind: "read", config: { intake, sweepMs, host: HOST, port: PORT, webhook } };
}

export function readCommonConfig(environment: Environment = process.env): ConfigReading<CommonConfig> {
  const reading = readEnvironment(CommonEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const values = reading.config;
  const labels = {
    ready: values.ISSUEWRIGHT_LABEL_READY,
    needsInfo: values.ISSUEWRIGHT_LABEL_NEEDS_INFO,
    working: values.ISSUEWRIGHT_LABEL_WORKING,
    inReview: values.ISSUEWRIGHT_LABEL_IN_REVIEW,
    blocked: values.ISSUEWRIGHT_LABEL_BLOCKED,
  };
  const dataDir = values.ISSUEWRIGHT_DATA_DIR ?? dataDirHere(environment);
  return {
    kind: "read",
    config: { redisUrl: values.REDIS_URL ?? null, dataDir, logLevel: values.LOG_LEVEL, labels },
  };
}

/** Where data is kept in this process when `ISSUEWRIGHT_DATA_DIR` names no folder. */
export function dataDirHere(environment: Environment = process.env): string {
  return defaultDataDir({
    cwd: process.cwd(),
    installation: join(import.meta.dirname, ".."),
    home: environment.HOME || homedir(),
    xdgDataHome: environment.XDG_DATA_HOME,
  });
}

export function readGitHubConfig(environment: Environment = ownEnvironment()): ConfigReading<GitHubConfig> {
  const reading = readEnvironment(GitHubEnvironment, environment);
  const key = readPrivateKey(environment);
  if (reading.kind === "invalid" || key.kind === "invalid") {
    return { kind: "invalid", complaints: complaintsOf([reading, key]) };
  }
  const { APP_ID, GITHUB_API_URL, GITHUB_SERVER_URL } = reading.config;
  const credentials = { appId: Number(APP_ID), privateKey: key.config };
  const [apiUrl, serverUrl] = [withoutSlash(GITHUB_API_URL), withoutSlash(GITHUB_SERVER_URL)];
  if (!isOneGitHub(apiUrl, serverUrl))
    return { kind: "invalid", complaints: [{ kind: "two-githubs", api: apiUrl, server: serverUrl }] };
  return { kind: "read", config: { credentials, apiUrl, serverUrl } };
}

/**
 * On Enterprise Server the API is on the host itself, elsewhere on `api.` before it. Both are encrypted or none: what is kept
 * from others on the way to the one would be read on the way to the other.
 */
function isOneGitHub(apiUrl: string, serverUrl: string): boolean {
  const [api, server] = [new URL(apiUrl), new URL(serverUrl)];
  if (api.protocol !== server.protocol) return false;
  return api.hostname === server.hostname || api.hostname === `api.${server.hostname}`;
}

/** As a PEM text, with `\\n` for its line ends, in base64, or in a file. */
function readPrivateKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }: Environment): ConfigReading<string> {
  const given = PRIVATE_KEY?.trim() || null;
  const path = PRIVATE_KEY_PATH?.trim() || null;
  if (given === null && path === null) return { kind: "invalid", complaints: [{ kind: "no-private-key" }] };
  const variable = given === null ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  try {
    const text = given ?? readFileSync(path ?? "", "utf8");
    const pem = (
      text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8")
    ).replaceAll("\\n", "\n");
    if (createPrivateKey(pem).asymmetricKeyType === "rsa") return { kind: "read", config: pem };
    return { kind: "invalid", complaints: [{ kind: "not-rsa-key", variable }] };
  } catch (thrown) {
    const programSaid = reasonOf(thrown);
    return { kind: "invalid", complaints: [{ kind: "unreadable-key", variable, programSaid }] };
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
