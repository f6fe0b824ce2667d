// Wires the server: Probot and the door in front, GitHub and the queue intake, dispatch in between, the page beside them.
import type { AnnouncerDeps } from "./announcers/announcer.ts";
import { tellAll } from "./announcers/finish.ts";
import { announcersOver } from "./announcers/index.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { PageConfig, ServerConfig } from "./config.ts";
import { dispatch, isEventOfInterest, isOfInterest, issueNamedIn, subjectOf } from "./dispatch.ts";
import { reasonOf } from "./domain/errors.ts";
import { openHttp } from "./door/http.ts";
import type { Listener } from "./door/listen.ts";
import { routesOver } from "./door/routes/index.ts";
import { webhookReceiver } from "./door/webhooks.ts";
import { connectGitHubApp } from "./github/octokit/app.ts";
import { GITHUB_PACE, type Pace } from "./github/octokit/client.ts";
import { octokitPeople } from "./github/octokit/people.ts";
import { costOfPolling, hearingFor } from "./hearing.ts";
import { takeIn } from "./intake/intake.ts";
import { siteOf } from "./intake/site.ts";
import { takeTurns } from "./intake/turns.ts";
import { openLedger } from "./ledger/redis.ts";
import type { Log } from "./log.ts";
import { judgeDeliveries } from "./queue/deliveries.ts";
import { type OutboxTiming, openOutbox, payDebts } from "./queue/outbox.ts";
import type { Queue } from "./queue/queue.ts";
import { openSigns } from "./signs/redis.ts";
import { sweepsOver } from "./sweeps/index.ts";
import { type RunningSweeps, runSweeps } from "./sweeps/run-sweeps.ts";
import { watchedDeliveries, watchedQueue } from "./telemetry/seams.ts";
import { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";
import { tellOfWaiting } from "./waiting.ts";
import type { Acting } from "./web/act.ts";
import type { Judging } from "./web/judging.ts";
import { type OpenPage, type OpenPageDeps, openPage } from "./web/open.ts";
import type { Carried } from "./web/session/sessions.ts";

/** A GitHub that is away holds up what waits to be judged no longer than this. */
const FIRST_LOOK_MS = 20_000;

export type ServerDeps = {
  /** Stays the caller's to dispose, after the server. */
  queue: Queue;
  redisUrl: string;
  log: Log;
  /** Default: nobody is told. */
  telemetry?: Telemetry;
  pace?: Pace;
  /** How soon what is owed to people is said. */
  owing?: Partial<OutboxTiming>;
  /** Sessions of the set-up page that go on with the page; none by default. */
  carried?: Carried[];
};

/** `page` null: it is switched off, or could not be shown, as the log says. */
export type RunningServer = Listener & { page: OpenPage | null };

/** Resolves when webhooks are taken. PermanentError when GitHub refuses the app's credentials. */
export async function startServer(config: ServerConfig, deps: ServerDeps): Promise<RunningServer> {
  await using stack = new AsyncDisposableStack();
  const { log, telemetry = noTelemetry } = deps;
  const queue = watchedQueue(deps.queue, telemetry);
  const { github, labels, webhook } = config;
  const clock = systemClock;
  const signs = stack.use(openSigns({ redisUrl: deps.redisUrl, clock, log }));
  const app = await connectGitHubApp({
    ...{ ...github, labels, clock, log, telemetry },
    pace: deps.pace ?? GITHUB_PACE,
    onLimit: (limit) => void signs.give(limit),
  });
  const audience = { ...config.audience, serverUrl: github.serverUrl };
  const owing = {
    ...{ redisUrl: deps.redisUrl, log, timing: deps.owing ?? {} },
    announcersOver: (over: Pick<AnnouncerDeps, "github">) => announcersOver({ ...over, audience }),
  };
  const outbox = stack.use(openOutbox(owing));
  const payments = stack.use(payDebts({ ...owing, github: (id) => app.installation(id) }));
  await payments.ready();
  const ledger = stack.use(await openLedger({ redisUrl: deps.redisUrl, log }));
  const intake = {
    queue,
    outbox,
    ledger,
    inTurn: takeTurns(),
    labels,
    clock,
    log,
    appSlug: app.slug,
    github: async (id: number) => app.installation(id),
    aside: async (id: number) => app.installation(id, { lane: "aside" }),
  };
  const hearing = await hearingFor(config, () => app.survey.hook());
  const webhooks = await webhookReceiver({
    ...github,
    ...webhook,
    deliveries: watchedDeliveries(queue.deliveries, telemetry),
    isOfInterest,
    log,
  });
  const sweeping = stack.use(
    runSweeps(
      sweepsOver(hearing, {
        survey: app.survey,
        queue,
        siteOf: (installationId, repository) => siteOf(installationId, repository, intake),
        takeIn: (intent, site) => takeIn(intent, site, intake),
        isOfInterest: isEventOfInterest,
        clock,
        log,
      }),
      { clock, log, signs, alarm: async (alert) => void (await tellAll(alert, outbox.announcers, log)) },
    ),
  );
  const firstLook = untilLooked(sweeping, clock);
  stack.use(tellOfWaiting({ queue, github: (id) => app.installation(id), clock, log }));
  const judging = stack.use(
    judgeDeliveries({
      redisUrl: deps.redisUrl,
      async judge({ payload, trace, ...head }) {
        await firstLook;
        const { delivery, name: event } = head;
        const read: unknown = JSON.parse(payload);
        const became = await telemetry.during({ kind: "judge", delivery, event, trace }, () =>
          dispatch({ ...head, payload: read }, intake),
        );
        log.info({ delivery, event, issue: issueNamedIn(read), became }, "delivery judged");
      },
      subjectOf: ({ payload }) => subjectOf(JSON.parse(payload)),
      log,
    }),
  );
  await judging.ready();
  const { url } = stack.use(
    await openHttp({
      ...config,
      routes: routesOver({ webhookPath: webhook.path, webhooks, ready: () => queue.ping(), log }),
      log,
    }),
  );
  if (hearing.kind === "webhook") log.info({ url }, "server takes webhooks");
  else log.info({ url, because: hearing.because, ...costOfPolling(hearing.everyMs) }, "server polls GitHub");
  const sources = { ledger, queue, signs, clock, serverUrl: github.serverUrl };
  const acting: Acting & Judging = {
    takeIn: async (intent) =>
      takeIn(intent, await siteOf(intent.installationId, intent.issue.repository, intake), intake),
    admittedDigest: async (issue) => (await queue.recall(issue)).digest,
    say: ({ issue, installationId }, body, key) =>
      app.installation(installationId, { lane: "aside" }).status.ask(issue, key, body),
    judgeAgain: (id) => queue.deliveries.judgeAgain(id),
    clock,
  };
  const client = config.page?.client ?? null;
  const people = client === null ? null : octokitPeople({ ...github, client, clock });
  const page =
    config.page === null
      ? null
      : await showPage(config.page, { sources, acting, people, carried: [], ...deps });
  if (page !== null) stack.use(page);
  const open = stack.move();
  return { url, page, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Webhooks are taken also where the page cannot be shown. */
async function showPage(config: PageConfig, deps: OpenPageDeps): Promise<OpenPage | null> {
  const [page] = await Promise.allSettled([openPage(config, deps)]);
  if (page.status === "fulfilled") return page.value;
  deps.log.warn({ reason: reasonOf(page.reason) }, "the page cannot be shown");
  return null;
}

/** What GitHub shows now is newer than what was stored while nobody was here. */
async function untilLooked({ looked }: RunningSweeps, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([looked, Promise.allSettled([clock.sleep(FIRST_LOOK_MS, over.signal)])]);
  over.abort();
}
