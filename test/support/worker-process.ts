// A worker as a process of its own, configured by the environment, with the timing of the queue as its argument. Ends on SIGTERM.
import { createLog } from "../../src/log.ts";
import { readWorkerConfig } from "../../worker/config.ts";
import { startWorker } from "../../worker/main.ts";

const reading = readWorkerConfig();
if (reading.kind === "invalid") throw new Error(reading.complaints.join("\n"));
const worker = await startWorker(reading.config, {
  redisUrl: reading.config.redisUrl ?? "",
  log: createLog({ level: "silent", name: "worker" }),
  pace: { spaced: false, secondMs: 1 },
  proveContainment: null,
  timing: JSON.parse(process.argv[2] ?? "{}"),
});
// Once all is handed back, nothing is waited for: a timer that is left keeps the process for a quarter of a minute.
process.once("SIGTERM", () => void worker[Symbol.asyncDispose]().then(() => process.exit()));
