// Why there is no Redis to stand on, in words.
import type { RedisFault } from "../domain/fault.ts";
import type { FaultWords } from "./sentence.ts";

const NO_REDIS = "Could not start Redis";

export function redisWords(fault: RedisFault): FaultWords {
  switch (fault.kind) {
    case "redis-unreachable":
      return {
        what: `Could not reach Redis at ${fault.host}:${fault.port}`,
        because: fault.programSaid ?? "no connection",
        remedy: "Start Redis there, or set REDIS_URL to its address",
      };
    case "redis-evicts":
      return {
        what: "Redis may drop jobs",
        because: `its eviction policy is ${fault.policy}`,
        remedy: "Set `maxmemory-policy noeviction` in its configuration",
      };
    case "redis-not-installed":
      return {
        what: NO_REDIS,
        because: "`redis-server` is not on PATH",
        remedy: "Install it (Debian: apt-get install redis-server) or set REDIS_URL",
      };
    case "redis-port-taken":
      return {
        what: NO_REDIS,
        because: `something else listens on port ${fault.port}`,
        remedy: `Stop that program, or delete ${fault.addressFile} so that another port is chosen`,
      };
    case "redis-silent":
      return {
        what: NO_REDIS,
        because: fault.programSaid ?? "it did not answer in time",
        remedy: `Look into ${fault.home}, or set REDIS_URL`,
      };
    default:
      return fault satisfies never;
  }
}
