// Wires the worker: the machinery of runs, GitHub and the ledger behind it, the queue in front.
import { resolve } from "node:path";
import type { AnnouncerDeps } from "../src/announcers/announcer.ts";
import { announcersOver } from "../src/announcers/index.ts";
import { systemClock } from "../src/clock.ts";
import type { Job } from "../src/domain/job.ts";
import { connectGitHubApp } from "../src/github/octokit/app.ts";
import { GITHUB_PACE, type Pace } from "../src/github/octokit/client.ts";
import { openLedger } from "../src/ledger/redis.ts";
import type { Log } from "../src/log.ts";
import { modelComplaint } from "../src/messages/model-failure.ts";
import { sentenceOf } from "../src/messages/sentence.ts";
import { consume, type Timing } from "../src/queue/consume.ts";
import { type OutboxTiming, openOutbox, payDebts } from "../src/queue/outbox.ts";
import type { Claim } from "../src/queue/queue.ts";
import { openSigns } from "../src/signs/redis.ts";
import { watchedLedger } from "../src/telemetry/seams.ts";
import { noTelemetry, type Task, type Telemetry } from "../src/telemetry/telemetry.ts";
import type { WorkerConfig } from "./config.ts";
import { onlyAccepted } from "./eval/accepted.ts";
import { tellModels } from "./eval/telling.ts";
import { type Machinery, openMachinery } from "./machinery.ts";
import { dropOldCheckpoints } from "./run/checkpoints.ts";
import { abandon } from "./run/ending/abandon.ts";
import type { Ports } from "./run/ports.ts";
import { run } from "./run/run.ts";
import type { SandboxConfig } from "./sandbox-config.ts";
import { requireEngine } from "./sandboxes/engine-finding.ts";
import type { Sandboxes } from "./sandboxes/sandbox.ts";
import { tellingSandboxes } from "./sandboxes/telling.ts";

export type WorkerDeps = {
  redisUrl: string;
  log: Log;
  /** Default: nobody is told. */
  telemetry?: Telemetry;
  pace?: Pace;
  timing?: Partial<Timing>;
  /** How soon what is owed to people is said. */
  owing?: Partial<OutboxTiming>;
  /** Instead of those of this host. */
  sandboxes?: Sandboxes;
  /** Null: nothing is proven. */
  proveContainment: ProveContainment | null;
};

/**
 * Attacks the sandboxes before any job is taken. Rejects where they do not hold, and the worker then takes none. What it
 * opens, it disposes of.
 */
export type ProveContainment = (
  host: Pick<Machinery, "sandboxes" | "clock"> & { config: SandboxConfig & { dataDir: string }; log: Log },
) => Promise<void>;

/** Resolves when jobs are taken. Disposing hands active runs back to the queue. */
export async function startWorker(config: WorkerConfig, deps: WorkerDeps): Promise<AsyncDisposable> {
  const { log, redisUrl, telemetry = noTelemetry } = deps;
  await using stack = new AsyncDisposableStack();
  const clock = systemClock;
  const signs = stack.use(openSigns({ redisUrl, clock, log }));
  const onLimit = (limit: Parameters<typeof signs.give>[0]) => void signs.give(limit);
  const own = stack.use(openMachinery({ ...config, onLimit }, log, telemetry));
  const { byRole } = config.models;
  const models = config.requiresEval ? onlyAccepted(own.models, byRole, resolve(config.dataDir)) : own.models;
  const sandboxes = tellingSandboxes(deps.sandboxes ?? own.sandboxes, { signs, clock });
  const machinery = { ...own, models, sandboxes };
  // Jobs taken without sandboxes would all fail.
  await requireEngine(machinery.sandboxes);
  const ledger = watchedLedger(stack.use(await openLedger({ redisUrl, log })), telemetry);
  const app = await connectGitHubApp({
    ...config.github,
    labels: config.labels,
    pace: deps.pace ?? GITHUB_PACE,
    ...{ clock, log, telemetry, onLimit },
  });
  // It takes seconds, so what a person set up wrong is said before.
  await deps.proveContainment?.({ ...machinery, config, log });
  await warnOfMissingModels(machinery, log);
  const reaped = (await machinery.sandboxes.reap()) + (await machinery.workspaces.reap());
  if (reaped > 0) log.info({ reaped }, "leftovers of dead workers removed");
  const audience = { ...config.audience, serverUrl: config.github.serverUrl };
  const owing = {
    ...{ redisUrl, log, timing: deps.owing ?? {} },
    announcersOver: (over: Pick<AnnouncerDeps, "github">) => announcersOver({ ...over, audience }),
  };
  const dropped = await dropOldCheckpoints(resolve(config.dataDir), clock.now());
  if (dropped > 0) log.info({ dropped }, "old checkpoints removed");
  const outbox = stack.use(openOutbox(owing));
  const payments = stack.use(payDebts({ ...owing, github: (id) => app.installation(id) }));
  await payments.ready();
  const portsFor = (installationId: number, holds: Claim["holds"]): Ports => {
    const fenced = app.installation(installationId, { fence: holds });
    return {
      ...machinery,
      ledger,
      ...outbox.keeping(installationId, fenced, holds),
      log,
    };
  };
  const consumer = stack.use(
    consume({
      redisUrl,
      log,
      concurrency: config.concurrency,
      perRepository: config.perRepository,
      ...(deps.timing === undefined ? {} : { timing: deps.timing }),
      handler: {
        async run(job, claim) {
          await telemetry.during(
            runTask(job, claim),
            () => run(job, claim, portsFor(job.installationId, claim.holds)),
            ({ outcome }) => ({ kind: "run", outcome: outcome.kind }),
          );
        },
        abandon: (job, runId, because, holds) =>
          abandon(job, runId, because, portsFor(job.installationId, holds)),
        over: (runId) => machinery.checkpoints.drop(runId),
      },
    }),
  );
  await consumer.ready();
  stack.use(tellModels({ byRole, dataDir: resolve(config.dataDir) }, { signs, clock }));
  log.info({ concurrency: config.concurrency }, "worker takes jobs");
  return stack.move();
}

function runTask({ issue, kind: job, trace }: Job, { runId, retry }: Claim): Task {
  return { kind: "run", runId, issue, job, retry, trace };
}

/** No reason not to start: a repository's rules may choose models. Every other run will end here, so it is said now. */
async function warnOfMissingModels({ models }: Machinery, log: Log): Promise<void> {
  const lacking = await models.lacking({}, new AbortController().signal);
  if (lacking === null) return;
  log.warn(
    { reason: sentenceOf(modelComplaint(lacking)) },
    "no run begins with the models of the environment",
  );
}
