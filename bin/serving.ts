// What `start`, `server` and `worker` share: a Redis where none is configured, the parts that were asked for, an orderly end.
import { resolve } from "node:path";
import { proveAtStart } from "../containment/main.ts";
import { systemClock } from "../src/clock.ts";
import type { ServerConfig } from "../src/config.ts";
import { claimLayout } from "../src/data-layout.ts";
import { createLog } from "../src/log.ts";
import { startServer } from "../src/main.ts";
import { closeToOthers } from "../src/private-data.ts";
import { openQueue } from "../src/queue/bullmq.ts";
import { startRedis } from "../src/redis/server.ts";
import { openTelemetry } from "../src/telemetry/open.ts";
import type { Carried } from "../src/web/session/sessions.ts";
import type { WorkerConfig } from "../worker/config.ts";
import { startWorker } from "../worker/main.ts";
import { linkWords } from "./words/link.ts";

/** Serves until the signal aborts. A part that is null is not started. */
export async function serve(
  parts: { server: ServerConfig | null; worker: WorkerConfig | null; carried?: Carried[] },
  signal: AbortSignal,
): Promise<number> {
  const common = parts.server ?? parts.worker;
  if (common === null) return 2;
  const log = createLog({ level: common.logLevel, name: "issuewright" });
  await using stack = new AsyncDisposableStack();
  const dataDir = resolve(common.dataDir);
  await claimLayout(dataDir);
  await closeToOthers(dataDir, log);
  const telemetry = stack.use(await openTelemetry(common.telemetry, log));
  const redisUrl = common.redisUrl ?? stack.use(await startRedis({ dataDir, log })).url;
  if (parts.server !== null) {
    const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));
    const carried = parts.carried ?? [];
    const { page } = stack.use(await startServer(parts.server, { queue, redisUrl, log, telemetry, carried }));
    // In a log a link would be kept and passed on; whoever reads one asks for theirs with `issuewright page`.
    const link = process.stdout.isTTY ? await page?.link() : null;
    if (link) console.log(linkWords(link));
  }
  if (parts.worker !== null)
    stack.use(await startWorker(parts.worker, { redisUrl, log, telemetry, proveContainment: proveAtStart }));
  await aborted(signal);
  log.info("going down in order");
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
