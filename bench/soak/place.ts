// Where the soak happens: GitHub and the model in this process, and Redis, a server and workers in processes that can be killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "../../local/github/exchange.ts";
import type { Files } from "../../local/github/repositories.ts";
import { scriptedEnvironment } from "../../local/model/environment.ts";
import type { Script } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { systemClock } from "../../src/clock.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openLedger } from "../../src/ledger/redis.ts";
import { createLog } from "../../src/log.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import type { Timing } from "../../src/queue/consume.ts";
import type { Queue } from "../../src/queue/queue.ts";
import { startTestGitHub, type TestGitHub } from "../../test/support/local-github.ts";
import { startTestRedis, type TestRedis } from "../../test/support/redis.ts";
import { DATA_DIR } from "../../test/support/sandboxes.ts";
import { root } from "../../test/support/source.ts";
import { type OwnEngine, startOwnEngine } from "./own-engine.ts";

export type Place = AsyncDisposable & {
  /** Null: the sandboxes are in memory. */
  engine: OwnEngine | null;
  github: TestGitHub;
  model: LocalModel;
  redis: TestRedis;
  queue: Queue;
  ledger: Ledger;
  dataDir: string;
  repository: string;
  processes: Processes;
};

export type Processes = {
  /** The one that is there now. */
  server(): ChildProcess;
  workers: (() => ChildProcess)[];
  end(): Promise<void>;
};

export type PlaceOptions = {
  script: Script;
  files: Files;
  workers: number;
  sweepSeconds: number;
  /** Called with each request to GitHub when it is answered. */
  onExchange(exchange: Exchange): void;
  latencyMs: number;
  /** Of the workers; what is left out is as in production. */
  timing: Partial<Timing>;
  /** Sandboxes are containers of the engine, or in the memory of their worker. */
  sandboxes: SandboxKind;
};
export type SandboxKind = "engine" | "memory";

const SECRET = "a secret of the soak, long enough";

export async function openPlace(options: PlaceOptions): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "issuewright-soak-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  await cp(join(DATA_DIR, "tool"), join(dataDir, "tool"), { recursive: true });
  const log = createLog({ level: "silent", name: "soak" });
  const redis = stack.use(await startTestRedis());
  const { onExchange } = options;
  const github = stack.use(await startTestGitHub({ webhookSecret: SECRET, onExchange }));
  const { script, latencyMs } = options;
  const model = stack.use(await startLocalModel({ script, latencyMs }));
  for (const login of ["ada", "mallory"]) github.addUser(login);
  await github.createRepository({ owner: "octo", name: "duration", files: options.files });
  const repository = "octo/duration";
  github.setPermission(repository, "ada", "maintain");
  const queue = stack.use(await openQueue({ redisUrl: redis.url, clock: systemClock, log }));
  const ledger = stack.use(await openLedger({ redisUrl: redis.url, log }));
  const engine = options.sandboxes === "engine" ? stack.use(await startOwnEngine(["base", "node"])) : null;
  const port = await freePort();
  const environment = {
    ...(engine === null ? {} : { DOCKER_HOST: `unix://${engine.socketPath}` }),
    ...{ PATH: process.env.PATH ?? "", ...scriptedEnvironment(model) },
    ...{ APP_ID: String(github.app.id), PRIVATE_KEY: github.app.privateKeyPem, WEBHOOK_SECRET: SECRET },
    ISSUEWRIGHT_INTAKE: "webhook",
    ...{ GITHUB_API_URL: github.apiUrl, GITHUB_SERVER_URL: github.serverUrl, REDIS_URL: redis.url },
    ...{ HOST: "127.0.0.1", PORT: String(port), ISSUEWRIGHT_SWEEP_SECONDS: String(options.sweepSeconds) },
    ...{ ISSUEWRIGHT_DATA_DIR: dataDir, ISSUEWRIGHT_CONCURRENCY: "1", ISSUEWRIGHT_PER_REPOSITORY: "20" },
    ...{ ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "512", ISSUEWRIGHT_SANDBOX_DISK_MIB: "256" },
    ISSUEWRIGHT_TEST_QUALITY_MINUTES: "0",
  };
  const { gitDir } = github.repository(repository);
  const worker = { engine: ["test/support/worker-process.ts"], memory: ["bench/soak/memory-process.ts"] };
  const processes = start(environment, {
    count: options.workers,
    command: [...worker[options.sandboxes], JSON.stringify(options.timing), gitDir],
  });
  stack.defer(() => processes.end());
  github.webhooks.pointAt(`http://127.0.0.1:${port}/api/github/webhooks`);
  await isListening(port);
  const closer = stack.move();
  return {
    ...{ engine, github, model, redis, queue, ledger, dataDir, repository, processes },
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

const BEGIN_AGAIN_MS = 1_000;

/** Each process that ends, by a kill or by itself, begins again, as under a supervisor. */
function start(
  environment: Record<string, string>,
  workers: { count: number; command: string[] },
): Processes {
  let isOver = false;
  const running = new Set<ChildProcess>();
  const keep = ([script = "", ...words]: string[]): (() => ChildProcess) => {
    let child: ChildProcess;
    const begin = () => {
      child = spawn(process.execPath, [join(root, script), ...words], {
        ...{ cwd: root, env: environment, stdio: "ignore" },
      });
      const begun = child;
      running.add(begun);
      begun.once("exit", async () => {
        running.delete(begun);
        if (isOver) return;
        await sleep(BEGIN_AGAIN_MS);
        if (!isOver) begin();
      });
    };
    begin();
    return () => child;
  };
  return {
    server: keep(["bench/soak/server-process.ts"]),
    workers: Array.from({ length: workers.count }, () => keep(workers.command)),
    async end() {
      isOver = true;
      await Promise.all([...running].map((each) => end(each)));
    },
  };
}

/** In order, as at a deploy. */
async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGCONT");
  child.kill("SIGTERM");
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function isListening(port: number): Promise<void> {
  for (;;) {
    const [answer] = await Promise.allSettled([fetch(`http://127.0.0.1:${port}/readyz`)]);
    if (answer.status === "fulfilled" && answer.value.ok) return;
    await sleep(100);
  }
}
