// The operator's environment, read and judged once: a whole configuration, or everything that is wrong with it.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { reasonOf, sentence } from "./domain/errors.ts";
import { DEFAULT_LABELS, type Labels } from "./domain/rules.ts";

export type Environment = Record<string, string | undefined>;
export type ConfigReading<T> = { kind: "read"; config: T } | { kind: "invalid"; complaints: string[] };

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

export type ServerConfig = CommonConfig & {
  github: GitHubConfig;
  host: string;
  port: number;
  webhook: { path: string /** The current one, then the one it replaces. */; secrets: [string, ...string[]] };
};

/** Where webhooks are taken, and what proves that they are GitHub's. */
export type DoorConfig = Pick<ServerConfig, "host" | "port" | "webhook">;

const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `is not a web address. Write it like ${example}` });
const labelName = (kind: keyof Labels) =>
  z.string().max(50, "is longer than 50 characters. Shorten it").default(DEFAULT_LABELS[kind]);

const CommonEnvironment = z.object({
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, "is not an address of Redis. Write it like redis://localhost:6379")
    .optional(),
  ISSUEWRIGHT_DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "is no log level. Use trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  ISSUEWRIGHT_LABEL_READY: labelName("ready"),
  ISSUEWRIGHT_LABEL_NEEDS_INFO: labelName("needsInfo"),
  ISSUEWRIGHT_LABEL_WORKING: labelName("working"),
  ISSUEWRIGHT_LABEL_IN_REVIEW: labelName("inReview"),
  ISSUEWRIGHT_LABEL_BLOCKED: labelName("blocked"),
});

const GitHubEnvironment = z.object({
  APP_ID: z
    .string("is not set. Copy it from the settings page of your GitHub App")
    .regex(/^[1-9]\d{0,15}$/, "is not a number. Copy it from the settings page of your GitHub App"),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  GITHUB_API_URL: url("https://github.example.com/api/v3").default("https://api.github.com"),
  GITHUB_SERVER_URL: url("https://github.example.com").default("https://github.com"),
});

const secret = (unset: string) =>
  z
    .string(unset)
    .min(16, "is too short to be a secret. Use at least 16 characters, like from `openssl rand -hex 32`");
const ServerEnvironment = z.object({
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce
    .number("is not a port. Use a number from 0 to 65535")
    .int("is not a port. Use a number from 0 to 65535")
    .min(0, "is not a port. Use a number from 0 to 65535")
    .max(65535, "is not a port. Use a number from 0 to 65535")
    .default(3000),
  WEBHOOK_PATH: z
    .string()
    .startsWith("/", "does not start with a slash. Write it like /api/github/webhooks")
    .default("/api/github/webhooks"),
  WEBHOOK_SECRET: secret("is not set. Without it anyone could send events: set the one of your GitHub App"),
  WEBHOOK_SECRET_PREVIOUS: secret("is not set").optional(),
});

/** The only place in the server that reads the environment. Every fault is named at once. */
export function readServerConfig(environment: Environment = process.env): ConfigReading<ServerConfig> {
  const common = readCommonConfig(environment);
  const github = readGitHubConfig(environment);
  const door = readDoorConfig(environment);
  if (common.kind === "invalid" || github.kind === "invalid" || door.kind === "invalid") {
    return { kind: "invalid", complaints: complaintsOf([common, github, door]) };
  }
  return { kind: "read", config: { ...common.config, github: github.config, ...door.config } };
}

export function readDoorConfig(environment: Environment = process.env): ConfigReading<DoorConfig> {
  const reading = readEnvironment(ServerEnvironment, environment);
  if (reading.kind === "invalid") return reading;
  const { HOST, PORT, WEBHOOK_PATH, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS } = reading.config;
  const previous = WEBHOOK_SECRET_PREVIOUS === undefined ? [] : [WEBHOOK_SECRET_PREVIOUS];
  const webhook: DoorConfig["webhook"] = { path: WEBHOOK_PATH, secrets: [WEBHOOK_SECRET, ...previous] };
  return { kind: "read", config: { host: HOST, port: PORT, webhook } };
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
  const dataDir = values.ISSUEWRIGHT_DATA_DIR;
  return {
    kind: "read",
    config: { redisUrl: values.REDIS_URL ?? null, dataDir, logLevel: values.LOG_LEVEL, labels },
  };
}

export function readGitHubConfig(environment: Environment = process.env): ConfigReading<GitHubConfig> {
  const reading = readEnvironment(GitHubEnvironment, environment);
  const key = readPrivateKey(environment);
  if (reading.kind === "invalid" || key.kind === "invalid") {
    return { kind: "invalid", complaints: complaintsOf([reading, key]) };
  }
  const { APP_ID, GITHUB_API_URL, GITHUB_SERVER_URL } = reading.config;
  const credentials = { appId: Number(APP_ID), privateKey: key.config };
  const [apiUrl, serverUrl] = [withoutSlash(GITHUB_API_URL), withoutSlash(GITHUB_SERVER_URL)];
  return { kind: "read", config: { credentials, apiUrl, serverUrl } };
}

/** An empty variable is an unset one, as a compose file leaves it. */
export function readEnvironment<T>(schema: z.ZodType<T>, environment: Environment): ConfigReading<T> {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== "");
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (parsed.success) return { kind: "read", config: parsed.data };
  return {
    kind: "invalid",
    complaints: parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`),
  };
}

export function complaintsOf(readings: ConfigReading<unknown>[]): string[] {
  return readings.flatMap((reading) => (reading.kind === "invalid" ? reading.complaints : []));
}

/** As a PEM text, with `\\n` for its line ends, in base64, or in a file. */
function readPrivateKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }: Environment): ConfigReading<string> {
  const given = PRIVATE_KEY?.trim() || null;
  const path = PRIVATE_KEY_PATH?.trim() || null;
  if (given === null && path === null) {
    const complaint =
      "PRIVATE_KEY or PRIVATE_KEY_PATH is not set. Generate a key on the settings page of your GitHub App.";
    return { kind: "invalid", complaints: [complaint] };
  }
  const name = given === null ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  try {
    const text = given ?? readFileSync(path ?? "", "utf8");
    const pem = (
      text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8")
    ).replaceAll("\\n", "\n");
    if (createPrivateKey(pem).asymmetricKeyType !== "rsa") throw new Error("it is not an RSA key");
    return { kind: "read", config: pem };
  } catch (thrown) {
    const complaint = {
      what: `Could not read the app's key from ${name}`,
      because: reasonOf(thrown),
      remedy: "Give it the whole .pem file that GitHub made.",
    };
    return { kind: "invalid", complaints: [sentence(complaint)] };
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
