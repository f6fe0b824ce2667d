// A process that starts our own Redis and says where it is, or why not; stops it when its input ends.
import { pino } from "pino";
import { PermanentError, reasonOf } from "../../../src/domain/errors.ts";
import { startRedis } from "../../../src/redis/server.ts";

const [dataDir = ""] = process.argv.slice(2);
const starting = startRedis({ dataDir, log: pino({ level: "silent" }) });
const line = await starting.then(
  ({ url }) => ({ url }),
  (error: unknown) =>
    error instanceof PermanentError ? { fault: error.fault } : { thrown: reasonOf(error) },
);
process.stdout.write(`${JSON.stringify(line)}\n`);
await new Promise((resolve) => process.stdin.on("end", resolve).resume());
await Promise.allSettled([starting.then((server) => server[Symbol.asyncDispose]())]);
