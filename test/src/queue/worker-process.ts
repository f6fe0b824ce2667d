// A worker as a process of its own, for the tests that need a second one: prints what happens to its runs, one JSON a line.
import { pino } from "pino";
import { consume } from "../../../src/queue/consume.ts";

const [redisUrl = "", timing = "{}"] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const consumer = consume({
  redisUrl,
  concurrency: 1,
  perRepository: 1,
  log: pino({ level: "silent" }),
  timing: JSON.parse(timing),
  handler: {
    run: async (_job, claim) => {
      say({ began: claim.runId, retry: claim.retry });
      await new Promise((resolve) => claim.signal.addEventListener("abort", resolve, { once: true }));
      say({ stopped: claim.signal.reason });
    },
    abandon: async (_job, _runId, because) => {
      say({ abandoned: because });
    },
    over: async () => undefined,
  },
});
await consumer.ready();
say({ ready: true });
await new Promise((resolve) => process.stdin.on("end", resolve).resume());
await consumer[Symbol.asyncDispose]();
say({ left: true });
