// The server as a process of its own, configured by the environment. Ends on SIGTERM.
import { systemClock } from "../../src/clock.ts";
import { readServerConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { startServer } from "../../src/main.ts";
import { openQueue } from "../../src/queue/bullmq.ts";

const reading = readServerConfig();
if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.complaints));
const log = createLog({ level: "silent", name: "server" });
const redisUrl = reading.config.redisUrl ?? "";
const queue = await openQueue({ redisUrl, clock: systemClock, log });
const pace = { spaced: false, secondMs: 1 };
const server = await startServer(reading.config, { queue, redisUrl, log, pace });
process.once("SIGTERM", async () => {
  await server[Symbol.asyncDispose]();
  await queue[Symbol.asyncDispose]();
});
