// Has GitHub deliver once more what it delivered last, and waits for it at the door.
import { systemClock } from "../../src/clock.ts";
import { readServerConfig, type ServerConfig } from "../../src/config.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { openHttp } from "../../src/door/http.ts";
import { webhook } from "../../src/door/routes/webhook.ts";
import { webhookReceiver } from "../../src/door/webhooks.ts";
import type { ConfigReading } from "../../src/environment.ts";
import { connectGitHubApp } from "../../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../../src/github/octokit/client.ts";
import { createLog } from "../../src/log.ts";
import type { CheckLine } from "../../src/web/setup/checking.ts";
import { complaintLines } from "./complaint-lines.ts";

const WITHIN_MS = 20_000;
/** GitHub keeps deliveries for three days. */
const LOOK_BACK_MS = 3 * 24 * 60 * 60_000;
const WHAT = "webhook";

/** `server`: how it will be started. */
export async function awaitDelivery(
  signal: AbortSignal,
  server: ConfigReading<ServerConfig> = readServerConfig(),
  withinMs = WITHIN_MS,
): Promise<CheckLine[]> {
  if (server.kind === "invalid") return complaintLines(WHAT, server.complaints);
  const { config } = server;
  if (config.intake === "poll")
    return [{ ok: true, what: WHAT, detail: "none has to come, because GitHub is polled", remedy: null }];
  const log = createLog({ level: "silent", name: "set-up" });
  const came = Promise.withResolvers<void>();
  const store = async () => {
    came.resolve();
    return "stored" as const;
  };
  const webhooks = await webhookReceiver({
    ...{ ...config.github, ...config.webhook, log },
    deliveries: { store },
    isOfInterest: () => true,
  });
  const routes = [webhook({ webhookPath: config.webhook.path, webhooks })];
  await using _door = await openHttp({ host: config.host, port: config.port, routes, log });
  const app = await connectGitHubApp({
    ...{ ...config.github, labels: DEFAULT_LABELS, pace: GITHUB_PACE, clock: systemClock, log },
  });
  const since = new Date(systemClock.now() - LOOK_BACK_MS).toISOString();
  const [last] = await app.survey.deliveries(since);
  if (last === undefined)
    return [{ ok: false, what: WHAT, detail: "GitHub delivered nothing so far", remedy: ACTIVE }];
  await app.survey.redeliver(last.id);
  const late = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  const isLate = new Promise<"late">((end) =>
    late.addEventListener("abort", () => end("late"), { once: true }),
  );
  const ended = await Promise.race([came.promise, isLate]);
  if (ended !== "late")
    return [
      {
        ok: true,
        what: WHAT,
        detail: `GitHub's ${last.event} came back, signed by our secret`,
        remedy: null,
      },
    ];
  const detail = `GitHub's ${last.event} did not come back within ${withinMs / 1000} seconds`;
  const { host, port, webhook: door } = config;
  const remedy = `Let the webhook address of the App lead to ${host}:${port}${door.path}, or set ISSUEWRIGHT_INTAKE=poll`;
  return [{ ok: false, what: WHAT, detail, remedy }];
}

const ACTIVE =
  "Tick “Active” below the webhook address on the settings page of the App, or set ISSUEWRIGHT_INTAKE=poll";
