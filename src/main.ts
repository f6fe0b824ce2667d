// Wires the server: Probot and the door in front, GitHub and the queue intake, dispatch in between.
import { announcersOver } from "./announcers/index.ts";
import { systemClock } from "./clock.ts";
import type { ServerConfig } from "./config.ts";
import { dispatch, isOfInterest, subjectOf } from "./dispatch.ts";
import { type HttpDoor, openHttp } from "./door/http.ts";
import { routesOver } from "./door/routes/index.ts";
import { webhookReceiver } from "./door/webhooks.ts";
import { connectGitHubApp } from "./github/octokit/app.ts";
import { GITHUB_PACE, type Pace } from "./github/octokit/client.ts";
import { siteOf, takeIn } from "./intake.ts";
import type { Log } from "./log.ts";
import { judgeDeliveries } from "./queue/deliveries.ts";
import { openOutbox, payDebts } from "./queue/outbox.ts";
import type { Queue } from "./queue/queue.ts";
import { sweeps } from "./sweeps/index.ts";
import { runSweeps } from "./sweeps/run-sweeps.ts";

export type ServerDeps = {
  /** Stays the caller's to dispose, after the server. */
  queue: Queue;
  redisUrl: string;
  log: Log;
  pace?: Pace;
};

/** Resolves when webhooks are taken. PermanentError when GitHub refuses the app's credentials. */
export async function startServer(config: ServerConfig, deps: ServerDeps): Promise<HttpDoor> {
  await using stack = new AsyncDisposableStack();
  const { queue, log } = deps;
  const { github, labels, webhook } = config;
  const clock = systemClock;
  const app = await connectGitHubApp({ ...github, labels, pace: deps.pace ?? GITHUB_PACE, clock, log });
  const owing = { redisUrl: deps.redisUrl, log, announcersOver };
  const outbox = stack.use(openOutbox(owing));
  const payments = stack.use(payDebts({ ...owing, github: app.installation }));
  await payments.ready();
  const intake = {
    queue,
    outbox,
    labels,
    clock,
    log,
    appSlug: app.slug,
    github: async (id: number) => app.installation(id),
  };
  const webhooks = await webhookReceiver({
    ...github,
    ...webhook,
    deliveries: queue.deliveries,
    isOfInterest,
    log,
  });
  const judging = stack.use(
    judgeDeliveries({
      redisUrl: deps.redisUrl,
      async judge({ payload, ...head }) {
        const became = await dispatch({ ...head, payload: JSON.parse(payload) }, intake);
        log.info({ delivery: head.delivery, event: head.name, became }, "delivery judged");
      },
      subjectOf: ({ payload }) => subjectOf(JSON.parse(payload)),
      log,
    }),
  );
  await judging.ready();
  stack.use(
    runSweeps(sweeps, {
      takeIn: async (intent) =>
        takeIn(intent, await siteOf(intent.installationId, intent.issue.repository, intake), intake),
      clock,
      log,
    }),
  );
  const { url } = stack.use(
    await openHttp({
      ...config,
      routes: routesOver({ webhookPath: webhook.path, webhooks, ready: () => queue.ping(), log }),
      log,
    }),
  );
  log.info({ url }, "server takes webhooks");
  const open = stack.move();
  return { url, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
