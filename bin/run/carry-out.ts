// Carries a run out in its place, its progress on standard output, and prints what came of it.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { styleText } from "node:util";
import { announcersOver } from "../../src/announcers/index.ts";
import { systemClock } from "../../src/clock.ts";
import type { CommonConfig } from "../../src/config.ts";
import { claimLayout } from "../../src/data-layout.ts";
import type { Outcome, RunReport } from "../../src/domain/outcome.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { RunEvent } from "../../src/domain/run-event.ts";
import { folderGitHub } from "../../src/github/folder.ts";
import { createLog } from "../../src/log.ts";
import { AS_ON_GITHUB, renderLocally } from "../../src/messages/local.ts";
import { duration } from "../../src/messages/words.ts";
import type { EngineConfig } from "../../worker/config.ts";
import { openMachinery } from "../../worker/machinery.ts";
import { folderKeep } from "../../worker/run/keep.ts";
import { localClaim, localJob } from "../../worker/run/local.ts";
import { run } from "../../worker/run/run.ts";
import { INTERRUPTED } from "../command.ts";
import { beginIn, filesOf, LOG_FILE, type RunPlace } from "./place.ts";

type Wish = { place: RunPlace; issue: IssueRef; json: boolean };

/** The exit status. */
export async function carryOut(
  { place, issue, json }: Wish,
  config: CommonConfig & EngineConfig,
  signal: AbortSignal,
): Promise<number> {
  await claimLayout(resolve(config.dataDir));
  await beginIn(place);
  const log = createLog({
    level: config.logLevel,
    name: "run",
    destination: join(place.out, LOG_FILE),
  });
  await using machinery = openMachinery({ ...config, tellsEndpoint: true }, log);
  using claim = localClaim(`local-${systemClock.now()}`, signal);
  const github = folderGitHub(place);
  const report = await run(localJob(issue, systemClock), claim, {
    ...machinery,
    github,
    announcers: announcersOver({ github }),
    keep: folderKeep(place.out, { flat: true }),
    ledger: {
      append: async (event) => (json ? undefined : show(event)),
      saveReport: async () => undefined,
      keepPart: async () => undefined,
      say: async () => undefined,
    },
    log,
  });
  await machinery.checkpoints.drop(claim.runId);
  await print(report, place, json);
  if (isWritten(report.outcome)) return 0;
  return signal.aborted ? INTERRUPTED : 1;
}

function show(event: RunEvent): void {
  if (event.kind === "phase-ended")
    console.log(`${styleText("dim", "■")} ${event.phase.padEnd(11)} ${duration(event.durationMs)}`);
}

function isWritten(outcome: Outcome): boolean {
  return outcome.kind === "opened" || outcome.kind === "revised";
}

async function print(report: RunReport, { out, issueFile }: RunPlace, json: boolean): Promise<void> {
  const files = await filesOf(out);
  if (json) {
    const evidence: unknown = isWritten(report.outcome)
      ? JSON.parse(await readFile(join(out, "evidence.json"), "utf8"))
      : null;
    console.log(JSON.stringify({ ...report, evidence, files }, null, 2));
    return;
  }
  const { patch } = files;
  const pullRequest = files.pullRequest ?? join(out, "pull-request.md");
  console.log(`\n${renderLocally(report.outcome, { issueFile, patch, pullRequest })}\n`);
  for (const path of Object.values(files).flat()) if (path !== null) console.log(path);
  console.log(`\n${AS_ON_GITHUB}`);
}
