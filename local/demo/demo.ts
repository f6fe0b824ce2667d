// The demo: all three moments of the product, for real, on this machine alone. Only GitHub and the model are stand-ins.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import type { Environment } from "../../src/config.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { openLedger } from "../../src/ledger/redis.ts";
import { createLog } from "../../src/log.ts";
import { startServer } from "../../src/main.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import { startRedis } from "../../src/queue/redis-server.ts";
import { type EngineConfig, readEngineConfig } from "../../worker/config.ts";
import { startWorker } from "../../worker/main.ts";
import { type LocalGitHub, startLocalGitHub } from "../github/start.ts";
import { SCRIPTED_MODELS } from "../model/script.ts";
import { startLocalModel } from "../model/server.ts";
import { DEMO, files } from "./repository.ts";
import { script } from "./script.ts";
import { type Say, tell } from "./tell.ts";

export type DemoOptions = {
  dataDir: string;
  /** Leave everything running afterwards, until the signal aborts. */
  keep: boolean;
  /** The operator's environment when it names a model endpoint; null: the scripted model. */
  model: Environment | null;
  say: Say;
  signal: AbortSignal;
};

const PACE = { spaced: false, secondMs: 1000 };
const SLUG = "issuewright";
const APP_ID = 4242;

/** False when a part did not end as the demo promises. */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const { say, signal } = options;
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "issuewright-demo-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const log = createLog({ level: "silent", name: "demo" });
  const clock = systemClock;

  const privateKey = newPrivateKey();
  const webhookSecret = randomBytes(32).toString("hex");
  const redis = stack.use(await startRedis({ dataDir: home, log }));
  const engine = options.model === null ? await scripted(stack) : configured(options.model);
  const github = stack.use(
    await startLocalGitHub({
      dataDir: join(home, "github"),
      appId: APP_ID,
      appSlug: SLUG,
      privateKeyPem: privateKey,
      webhookSecret,
    }),
  );
  const app = {
    credentials: { appId: APP_ID, privateKey },
    apiUrl: github.apiUrl,
    serverUrl: github.serverUrl,
  };
  const common = {
    redisUrl: redis.url,
    dataDir: resolve(options.dataDir),
    logLevel: "silent",
    labels: DEFAULT_LABELS,
    github: app,
  };
  const queue = stack.use(await openQueue({ redisUrl: redis.url, clock, log }));
  const webhook = { path: "/api/github/webhooks", secrets: [webhookSecret] as [string] };
  const server = stack.use(
    await startServer({ ...common, host: "127.0.0.1", port: 0, webhook }, { queue, log, pace: PACE }),
  );
  stack.use(
    await startWorker(
      { ...common, ...engine, concurrency: 2, perRepository: 2 },
      { redisUrl: redis.url, log, pace: PACE },
    ),
  );
  const ledger = stack.use(await openLedger({ redisUrl: redis.url, log }));
  await settle(github, `${server.url}${webhook.path}`);
  const place = {
    github: github.serverUrl,
    server: server.url,
    redis: redis.url.replace(/:[^@/]*@/, ":…@"),
    model: engine.models.baseUrl,
  };
  const whole = await tell({ github, ledger, say, signal, scripted: options.model === null, place });
  if (options.keep && !signal.aborted) {
    say.title("Left running until Ctrl-C");
    for (const [name, address] of Object.entries(place)) say.line(`${name.padEnd(7)} ${address}`);
    await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
  }
  return whole;
}

async function settle(github: LocalGitHub, webhookUrl: string): Promise<void> {
  github.webhooks.pointAt(webhookUrl);
  github.addUser("ada");
  github.addUser("mallory");
  await github.createRepository({ ...DEMO, files });
  github.setPermission(`${DEMO.owner}/${DEMO.name}`, "ada", "maintain");
}

async function scripted(stack: AsyncDisposableStack): Promise<EngineConfig> {
  const model = stack.use(await startLocalModel({ script }));
  return configured({
    OPENAI_BASE_URL: model.baseUrl,
    ISSUEWRIGHT_ARCHITECT_MODEL: SCRIPTED_MODELS.architect,
    ISSUEWRIGHT_CODER_MODEL: SCRIPTED_MODELS.coder,
    ISSUEWRIGHT_REVIEWER_MODEL: SCRIPTED_MODELS.reviewer,
  });
}

function configured(environment: Environment): EngineConfig {
  const reading = readEngineConfig(environment);
  if (reading.kind === "invalid") throw new Error(reading.complaints.join(" "));
  return reading.config;
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}
