// The whole app for one test, on real parts: Redis, Docker, git, HTTP, server and worker. GitHub and the model stand in.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type LocalAppOptions, startLocalApp } from "../../local/app.ts";
import type { Files } from "../../local/github/repositories.ts";
import { scriptedEnvironment } from "../../local/model/environment.ts";
import type { Script } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { issueName } from "../../src/domain/repository.ts";
import type { Intake } from "../../src/hearing.ts";
import type { KeptEvent, Ledger } from "../../src/ledger/ledger.ts";
import { createLog } from "../../src/log.ts";
import type { Queue } from "../../src/queue/queue.ts";
import type { Telemetry } from "../../src/telemetry/telemetry.ts";
import type { OpenPage } from "../../src/web/open.ts";
import { type EngineConfig, readEngineConfig } from "../../worker/config.ts";
import { startTestGitHub, type TestGitHub } from "./local-github.ts";
import { until as reached } from "./redis.ts";
import { DATA_DIR } from "./sandboxes.ts";

export type End = { runId: string; outcome: Outcome["kind"] };

export type House = AsyncDisposable & {
  github: TestGitHub;
  model: LocalModel;
  queue: Queue;
  ledger: Ledger;
  redisUrl: string;
  serverUrl: string;
  page: OpenPage | null;
  dataDir: string;
  repository: string;
  /** Every line of the log, as text. */
  log: string[];
  /** What a worker in a process of its own is configured with. */
  environment: Record<string, string>;
  /** A worker, or one more, in this process. */
  startWorker(): Promise<AsyncDisposable>;
  /** Acts, and waits for the outcome of the run that follows. */
  outcome(act: () => Promise<unknown>): Promise<string>;
  /** Waits until an event of any run is like this. Events before the call do not count. */
  until(is: (event: KeptEvent) => boolean): Promise<KeptEvent>;
  /** The next end of a run of the issue `owner/name#12`, or of any issue. Ask for it before acting. */
  nextEnd(issue?: string): Promise<End>;
  /** Our sticky comment on an issue; empty while there is none. */
  sticky(issue: number): string;
  notice(issue: number): string;
  labels(issue: number): string[];
  /** Every request the model was sent, as text. */
  told(): string;
};

export type HouseOptions = {
  script: Script;
  files: Files;
  /** Over the defaults, as the operator would set it. */
  environment?: Record<string, string>;
  /** False: jobs stay in the queue. */
  worker?: boolean;
  /** `poll`: GitHub brings no webhook. */
  intake?: Intake;
  /** How often GitHub is looked at for what no webhook brought; default: never while a test lasts. */
  sweepMs?: number;
  patience?: LocalAppOptions["patience"];
  telemetry?: Telemetry;
};

const OWNER = "octo";

export async function openHouse(options: HouseOptions): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "issuewright-house-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20 }));
  await cp(join(DATA_DIR, "tool"), join(dataDir, "tool"), { recursive: true });
  const lines: string[] = [];
  const log = createLog({ level: "debug", name: "test", destination: collect(lines) });

  const github = stack.use(await startTestGitHub());
  const model = stack.use(await startLocalModel({ script: options.script }));
  const worker = engineFor(model, options.environment ?? {});
  const engine = options.worker === false ? null : worker;
  const app = stack.use(
    await startLocalApp({
      ...{ github, app: github.app, engine, dataDir, redisDir: dataDir, log },
      // Seconds for each house; test/containment/ proves it once for all.
      proveContainment: null,
      ...(options.intake === undefined ? {} : { intake: options.intake }),
      ...(options.sweepMs === undefined ? {} : { sweepMs: options.sweepMs }),
      ...(options.patience === undefined ? {} : { patience: options.patience }),
      ...(options.telemetry === undefined ? {} : { telemetry: options.telemetry }),
    }),
  );
  const { ledger } = app;
  for (const login of ["ada", "mallory"]) github.addUser(login);
  await github.createRepository({ owner: OWNER, name: "duration", files: options.files });
  const repository = `${OWNER}/duration`;
  github.setPermission(repository, "ada", "maintain");

  const until: House["until"] = (is) => first(ledger, (event) => (is(event) ? event : null));
  const nextEnd: House["nextEnd"] = (issue) => first(ledger, (event) => endOf(event, issue));
  const comments = (issue: number) =>
    github.repository(repository).comments.filter((comment) => comment.issue === issue && comment.viaApp);
  const isJudged = async () => (await app.queue.deliveries.counts()).open === 0;
  const settled = async () => {
    do {
      await github.webhooks.settled();
      await reached(isJudged);
    } while (!(await isJudged()));
    await github.webhooks.settled();
  };
  const closer = stack.move();
  return {
    github: { ...github, webhooks: { ...github.webhooks, settled } },
    model,
    ...app,
    dataDir,
    repository,
    log: lines,
    environment: {
      ...environmentFor(model, options.environment ?? {}),
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKeyPem,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      REDIS_URL: app.redisUrl,
      ISSUEWRIGHT_DATA_DIR: dataDir,
    },
    startWorker: () => app.startWorker(worker),
    until,
    nextEnd,
    async outcome(act) {
      const ended = nextEnd();
      await act();
      return (await ended).outcome;
    },
    sticky: (issue) => comments(issue).find((c) => c.body.startsWith("<!-- issuewright:sticky"))?.body ?? "",
    notice: (issue) => comments(issue).find((c) => c.body.startsWith("<!-- issuewright:notice"))?.body ?? "",
    labels: (issue) => github.repository(repository).issues.get(issue)?.labels ?? [],
    told: () => model.requests.map((request) => request.raw).join("\n"),
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

function environmentFor(model: LocalModel, more: Record<string, string>): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    ...scriptedEnvironment(model),
    ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "1024",
    // Seconds for each run; the stories about tests turn it on.
    ISSUEWRIGHT_TEST_QUALITY_MINUTES: "0",
    ISSUEWRIGHT_SANDBOX_DISK_MIB: "256",
    ...more,
  };
}

function engineFor(model: LocalModel, environment: Record<string, string>): EngineConfig {
  const reading = readEngineConfig(environmentFor(model, environment));
  if (reading.kind === "invalid") throw new Error(reading.complaints.join("\n"));
  return reading.config;
}

export function endOf(event: KeptEvent, issue?: string): End | null {
  if (event.kind !== "ended" || (issue !== undefined && issueName(event.issue) !== issue)) return null;
  return { runId: event.runId, outcome: event.outcome.kind };
}

async function first<T>(ledger: Ledger, pick: (event: KeptEvent) => T | null): Promise<T> {
  const stop = new AbortController();
  for await (const event of ledger.follow(stop.signal)) {
    const picked = pick(event);
    if (picked === null) continue;
    stop.abort();
    return picked;
  }
  throw new Error("the ledger ended before the event came");
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
