// Keeps for the page what `doctor` looked at, and in which state each part was.
import { resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { readCommonConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { startRedis } from "../../src/redis/server.ts";
import { openSigns } from "../../src/signs/redis.ts";
import type { SignOf } from "../../src/signs/sign.ts";
import { type Observation, type State, stateOf } from "./observation.ts";

/** Best effort: where Redis is missing, `doctor` has just said so. */
export async function keepForPage(observations: Observation[]): Promise<void> {
  const common = readCommonConfig();
  if (common.kind === "invalid") return;
  const { redisUrl, dataDir } = common.config;
  const log = createLog({ level: "silent", name: "doctor" });
  await using stack = new AsyncDisposableStack();
  const [url] = await Promise.allSettled([
    redisUrl ?? startRedis({ dataDir: resolve(dataDir), log }).then((own) => stack.use(own).url),
  ]);
  if (url.status === "rejected") return;
  const signs = stack.use(openSigns({ redisUrl: url.value, clock: systemClock, log }));
  await signs.give(examinationOf(observations, systemClock.now()));
}

type Examination = SignOf<"doctor">;
type Looked = Pick<Examination["parts"][number], "part" | "about">;

/** Of what was found about one part the worst counts. */
export function examinationOf(observations: Observation[], atMs: number): Examination {
  const parts = new Map<string, Examination["parts"][number]>();
  for (const observation of observations) {
    const looked = lookedAt(observation);
    const key = `${looked.part} ${looked.about ?? ""}`;
    const state = worse(parts.get(key)?.state ?? "ok", stateOf(observation));
    parts.set(key, { ...looked, state });
  }
  return { kind: "doctor", atMs, parts: [...parts.values()] };
}

const WORST_LAST: State[] = ["ok", "unknown", "wrong"];

function worse(one: State, other: State): State {
  return WORST_LAST.indexOf(one) > WORST_LAST.indexOf(other) ? one : other;
}

function lookedAt(observation: Observation): Looked {
  switch (observation.kind) {
    case "complaint":
    case "failed":
      return { part: observation.part, about: null };
    case "engine": {
      const { finding } = observation;
      return { part: "sandbox", about: finding.kind === "image" ? finding.image : null };
    }
    case "redis":
    case "redis-setting":
      return { part: "Redis", about: null };
    case "endpoint":
      return { part: "endpoint", about: new URL(observation.baseUrl).host };
    case "model":
      return { part: "models", about: observation.role };
    case "app":
    case "events":
    case "reach":
      return { part: "GitHub App", about: null };
    case "hook":
    case "polling":
    case "webhooks":
      return { part: "webhooks", about: null };
    default:
      return observation satisfies never;
  }
}
