// Serves the set-up page until the person who sets Issuewright up starts it, or ends it.
import { randomBytes } from "node:crypto";
import { systemClock } from "../../src/clock.ts";
import {
  ownDataDir,
  readCommonConfig,
  readDoorConfig,
  readPageConfig,
  usualServerUrl,
} from "../../src/config.ts";
import { claimLayout } from "../../src/data-layout.ts";
import { complaintsOf } from "../../src/environment.ts";
import { appFiles } from "../../src/kept-app.ts";
import { createLog } from "../../src/log.ts";
import { closeToOthers } from "../../src/private-data.ts";
import type { Carried } from "../../src/web/session/sessions.ts";
import { openSetUp } from "../../src/web/setup/open.ts";
import { complain } from "../arguments.ts";
import { setUpWords } from "../words/link.ts";
import { checksFor } from "./checks.ts";
import { reachedRepositories } from "./repository.ts";

const LAST_PAGE_MS = 1_000;

/** `off`: the page is switched off. `refused`: the configuration is wrong, which is said already. */
export type SetUpEnd =
  /** `carried`: who is signed in stays so, on the page of the server. */
  { kind: "started"; carried: Carried[] } | { kind: "stopped" | "off" | "refused" };

export async function setUp(signal: AbortSignal): Promise<SetUpEnd> {
  const [common, page, door] = [readCommonConfig(), readPageConfig(), readDoorConfig()];
  if (common.kind === "invalid" || page.kind === "invalid" || door.kind === "invalid") {
    complain(complaintsOf([common, page, door]));
    return { kind: "refused" };
  }
  if (page.config === null) return { kind: "off" };
  const log = createLog({ level: common.config.logLevel, name: "issuewright" });
  const dataDir = ownDataDir();
  await claimLayout(dataDir);
  await closeToOthers(dataDir, log);
  const done = Promise.withResolvers<"started" | "stopped">();
  signal.addEventListener("abort", () => done.resolve("stopped"), { once: true });
  if (signal.aborted) return { kind: "stopped" };
  await using open = await openSetUp(page.config, {
    ...{ files: appFiles(dataDir), log, checks: checksFor, repositories: reachedRepositories },
    hookPath: door.config.webhook.path,
    usual: { name: someName(), server: usualServerUrl() },
    start: () => done.resolve("started"),
  });
  console.log(setUpWords(await open.link()));
  const ended = await done.promise;
  // The browser still asks for what the last page is made of.
  await Promise.allSettled([systemClock.sleep(LAST_PAGE_MS, signal)]);
  return ended === "started" ? { kind: ended, carried: open.carried() } : { kind: ended };
}

/** No other App on GitHub may have the name, so a part of it is drawn. */
function someName(): string {
  return `issuewright-${randomBytes(3).toString("hex")}`;
}
