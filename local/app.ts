// The whole app in this process, on real parts, with a local GitHub: for the demo, the tests and the benches.
import { systemClock } from "../src/clock.ts";
import { DEFAULT_LABELS } from "../src/domain/rules.ts";
import type { Intake } from "../src/hearing.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/redis.ts";
import type { Log } from "../src/log.ts";
import { startServer } from "../src/main.ts";
import { openQueue } from "../src/queue/bullmq.ts";
import type { Timing } from "../src/queue/consume.ts";
import type { OutboxTiming } from "../src/queue/outbox.ts";
import type { Queue } from "../src/queue/queue.ts";
import { startRedis } from "../src/redis/server.ts";
import { noTelemetry, type Telemetry } from "../src/telemetry/telemetry.ts";
import type { OpenPage } from "../src/web/open.ts";
import { SIGNED_IN_PATH } from "../src/web/session/back.ts";
import type { EngineConfig } from "../worker/config.ts";
import { startWorker, type WorkerDeps } from "../worker/main.ts";
import type { LocalGitHub } from "./github/start.ts";

export type LocalAppOptions = {
  github: LocalGitHub;
  /** The same app that the local GitHub knows. */
  app: { id: number; privateKeyPem: string; webhookSecret: string };
  /** Null: there is no worker, and jobs stay in the queue. */
  engine: EngineConfig | null;
  dataDir: string;
  /** Where Redis keeps its data. */
  redisDir: string;
  log: Log;
  /** By default the local GitHub brings webhooks. */
  intake?: Intake;
  sweepMs?: number;
  /** How long a run and a word wait that GitHub did not take; default: as in production. */
  patience?: { timing: Partial<Timing>; owing: Partial<OutboxTiming> };
  /** By default nobody is told. */
  telemetry?: Telemetry;
  /** The proof of containment that a worker runs at its start. */
  proveContainment: WorkerDeps["proveContainment"];
};

export type LocalApp = AsyncDisposable & {
  queue: Queue;
  ledger: Ledger;
  redisUrl: string;
  serverUrl: string;
  page: OpenPage | null;
  /** Starts another worker in this process; it ends with the app at the latest. */
  startWorker(engine: EngineConfig): Promise<AsyncDisposable>;
};

/** Longer than any run here. */
const SWEEP_MS = 10 * 60_000;
/** github.com wants one second between writes; the local GitHub needs none. */
const PACE = { spaced: false, secondMs: 1 };
const WEBHOOKS = "/api/github/webhooks";

/** Resolves when the app accepts webhooks and the local GitHub sends them to it. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const { github, app, dataDir, log, telemetry = noTelemetry } = options;
  await using stack = new AsyncDisposableStack();
  const { url: redisUrl } = stack.use(await startRedis({ dataDir: options.redisDir, log }));
  const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));
  const ledger = stack.use(await openLedger({ redisUrl, log }));
  const common = {
    redisUrl,
    dataDir,
    logLevel: "debug",
    labels: DEFAULT_LABELS,
    audience: { mentions: "questions" as const, hook: null },
    telemetry: null,
    github: {
      credentials: { appId: app.id, privateKey: app.privateKeyPem },
      apiUrl: github.apiUrl,
      serverUrl: github.serverUrl,
    },
  };
  const webhook = { path: WEBHOOKS, secrets: [app.webhookSecret] as [string] };
  const intake = options.intake ?? "webhook";
  const host = "127.0.0.1";
  const { id, secret, callbackUrls } = github.client();
  const page = { host, port: 0, address: null, client: { id, secret }, operators: [] };
  const sweepMs = options.sweepMs ?? SWEEP_MS;
  const door = { ...common, intake, sweepMs, host, port: 0, webhook, page };
  const server = stack.use(
    await startServer(door, { queue, redisUrl, log, telemetry, pace: PACE, ...options.patience }),
  );
  const begin: LocalApp["startWorker"] = (engine) =>
    startWorker(
      { ...common, ...engine, concurrency: 2, perRepository: 2, requiresEval: false },
      {
        redisUrl,
        log,
        telemetry,
        pace: PACE,
        proveContainment: options.proveContainment,
        ...options.patience,
      },
    );
  if (server.page !== null) callbackUrls.push(`${server.page.url}${SIGNED_IN_PATH}`);
  if (options.engine !== null) stack.use(await begin(options.engine));
  if (intake === "webhook") github.webhooks.pointAt(`${server.url}${WEBHOOKS}`);
  const closer = stack.move();
  return {
    queue,
    ledger,
    redisUrl,
    serverUrl: server.url,
    page: server.page,
    startWorker: async (engine) => closer.use(await begin(engine)),
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}
