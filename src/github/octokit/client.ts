// The Octokit we use: authenticated as an app, retrying what is worth it, writing no faster than GitHub asks.
import { createAppAuth } from "@octokit/auth-app";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { Clock } from "../../clock.ts";
import { ClaimLost } from "../../domain/errors.ts";
import type { GitHubTask } from "../../domain/fault.ts";
import type { Log } from "../../log.ts";
import { noTelemetry, type Telemetry } from "../../telemetry/telemetry.ts";
import { type Answers, conditional } from "./conditional.ts";
import { type GitHubLimit, tellingLimits } from "./limits.ts";
import { expecting, meaningOf, Refusal } from "./refusal.ts";
import { authOver, type Reinstalled } from "./reinstalled.ts";
import { watched } from "./watched.ts";

/** The first plugin is the innermost: it sees each request that is really sent. */
const PacedOctokit = Octokit.plugin(watched, throttling, retry).defaults({ userAgent: "issuewright" });
export type Client = InstanceType<typeof PacedOctokit>;

export type Pace = {
  /** Space writes as GitHub asks (1 s, 3 s where people are notified) and wait out its rate limits. */
  spaced: boolean;
  /** Milliseconds that a second of waiting before a retry lasts. */
  secondMs: number;
};
export const GITHUB_PACE: Pace = { spaced: true, secondMs: 1000 };

export type AppCredentials = { appId: number; privateKey: string };
export type TokenCache = {
  get(key: string): string;
  set(key: string, value: string): void;
  /** All of one installation. */
  forget(installationId: number): void;
};

export type ClientOptions = {
  credentials: AppCredentials;
  apiUrl: string;
  pace: Pace;
  tokens: TokenCache;
  clock: Clock;
  answers: Answers;
  reinstalled: Reinstalled;
  log: Log;
  telemetry?: Telemetry;
  /** Told what each answer says of a rate limit. */
  onLimit?: ((limit: GitHubLimit) => void) | undefined;
};

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than this the job waits in the queue instead. */
const LONGEST_WAIT_S = 300;
const LIMIT_RETRIES = 3;
/** One hour is what GitHub gives; a token that is handed out has at least ten minutes left. */
const TOKEN_LIFE_MS = 50 * 60_000;

/** Whom a client speaks for, and what it is for. `installationId` null: the app itself. */
export type ClientUse = {
  installationId: number | null;
  task: GitHubTask;
  lane?: Lane;
  fence?: Fence | null;
};

/** Whether its caller may still write. Asked at the last moment before each request that changes something. */
export type Fence = () => Promise<boolean>;

/** Writes of one lane never wait for those of the other. `aside`: answers to people that runs must not wait for. */
export type Lane = "main" | "aside";

/** Clients of one installation share their tokens, and in one lane their pace. */
export function createClient(
  options: ClientOptions,
  { installationId, task, lane = "main", fence = null }: ClientUse,
): Client {
  const { credentials, apiUrl, pace, tokens, answers, clock, log, onLimit } = options;
  const scope = `${apiUrl} ${installationId ?? "app"}`;
  const sent = fence === null ? fetchInTime : fetchBehind(fence, clock);
  const heard = onLimit === undefined ? sent : tellingLimits(sent, { installationId, clock, tell: onLimit });
  const client = new PacedOctokit({
    baseUrl: apiUrl,
    authStrategy: installationId === null ? createAppAuth : authOver(overReinstalling(options)),
    auth: { ...credentials, ...(installationId === null ? {} : { installationId }), cache: tokens },
    request: { fetch: conditional(heard, answers, scope) },
    log: quietLog(log),
    watched: { installationId, telemetry: options.telemetry ?? noTelemetry },
    retry: { retryAfterBaseValue: pace.secondMs, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      enabled: pace.spaced,
      id: `${scope} ${lane}`,
      retryAfterBaseValue: pace.secondMs,
      onRateLimit: shallWait(log),
      onSecondaryRateLimit: shallWait(log),
    },
  });
  client.hook.before("request", (request) => {
    request.headers["x-github-api-version"] = API_VERSION;
  });
  client.hook.error("request", (error, request) => {
    throw meaningOf(error, task, client.request.endpoint.parse(request), clock.now());
  });
  return client;
}

function overReinstalling(options: ClientOptions): Parameters<typeof authOver>[0] {
  return {
    reinstalled: options.reinstalled,
    forgetTokens: options.tokens.forget,
    async find({ owner, name: repo }) {
      const app = createClient(options, { installationId: null, task: "look-around" });
      const found = await expecting([404], () => app.rest.apps.getRepoInstallation({ owner, repo }));
      return found instanceof Refusal ? null : found.data.id;
    },
  };
}

/** Installation tokens of one app, renewed well before they expire. */
export function tokenCache(clock: Clock): TokenCache {
  const entries = new Map<string, { value: string; until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && clock.now() < entry.until ? entry.value : "";
    },
    set(key, value) {
      for (const [old, entry] of entries) if (clock.now() >= entry.until) entries.delete(old);
      entries.set(key, { value, until: clock.now() + TOKEN_LIFE_MS });
    },
    forget(installationId) {
      // As @octokit/auth-app names them: the installation, then what the token is for.
      for (const key of [...entries.keys()])
        if (key.split("|")[0] === String(installationId)) entries.delete(key);
    },
  };
}

/** An answer older than this says nothing of now: the process may have been stopped in between. */
const FRESH_MS = 1_000;

/** Whatever waited before it, in our queues or because the process was stopped: a write of a claim that is lost is not sent. */
function fetchBehind(fence: Fence, clock: Clock): typeof fetchInTime {
  return async (url, init) => {
    const changes = init.method !== undefined && init.method !== "GET" && !url.endsWith("/access_tokens");
    for (let askedMs = Number.NEGATIVE_INFINITY; changes && clock.now() - askedMs > FRESH_MS; ) {
      askedMs = clock.now();
      if (!(await fence())) throw new ClaimLost();
    }
    return fetchInTime(url, init);
  };
}

function fetchInTime(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
}

/** A refusal is the caller's to judge, so it is no error in the log. Requests are never logged with their bodies. */
function quietLog(log: Log) {
  const debug = (message: string) => log.debug({ request: message }, "asked GitHub");
  return {
    debug: () => {},
    info: debug,
    warn: (message: string) => log.warn({ message }, "GitHub client warns"),
    error: debug,
  };
}

type LimitHandler = (
  seconds: number,
  request: { method: string; url: string },
  client: unknown,
  retries: number,
) => boolean;

function shallWait(log: Log): LimitHandler {
  return (seconds, request, _client, retries) => {
    const waiting = retries < LIMIT_RETRIES && seconds <= LONGEST_WAIT_S;
    log.warn({ method: request.method, url: request.url, seconds, waiting }, "rate limit of GitHub");
    return waiting;
  };
}
