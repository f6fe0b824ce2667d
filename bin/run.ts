// issuewright run: one run on any repository, without GitHub. Patch, pull request text and evidence become files.
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { styleText } from "node:util";
import { announcersOver } from "../src/announcers/index.ts";
import { systemClock } from "../src/clock.ts";
import { type CommonConfig, readCommonConfig } from "../src/config.ts";
import type { Outcome, RunReport } from "../src/domain/outcome.ts";
import type { IssueRef } from "../src/domain/repository.ts";
import type { RunEvent } from "../src/domain/run-event.ts";
import { complaintsOf } from "../src/environment.ts";
import { folderGitHub } from "../src/github/folder.ts";
import { isPath } from "../src/github/local-git.ts";
import { createLog } from "../src/log.ts";
import { AS_ON_GITHUB, renderLocally } from "../src/messages/local.ts";
import { modelComplaint } from "../src/messages/model-failure.ts";
import { sentenceOf } from "../src/messages/sentence.ts";
import { duration } from "../src/messages/words.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../worker/config.ts";
import { openMachinery } from "../worker/main.ts";
import { folderKeep } from "../worker/run/keep.ts";
import { localClaim, localIssue, localJob } from "../worker/run/local.ts";
import { run } from "../worker/run/run.ts";
import { complain, misused, readWords } from "./arguments.ts";
import { type CommandMain, INTERRUPTED, type Options, type Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";
import { chosenByRules, lackingModels } from "./run/models.ts";
import { beginIn, filesOf, LOG_FILE, placeFaults, type RunPlace } from "./run/place.ts";

const usage = {
  name: "run",
  synopsis: ["--repo <path or git URL> --issue <file.md> [options]"],
  about: [],
  options: {
    repo: {
      type: "string",
      help: ["a repository on this machine, or a git URL; only what is committed counts"],
    },
    issue: { type: "string", help: ["a markdown file: its first line is the title, the rest the body"] },
    base: { type: "string", help: ["branch, tag or commit to build on (default: what HEAD points to)"] },
    out: {
      type: "string",
      help: [
        "folder for change.patch, pull-request.md, evidence.json and .md, issue-comment.md, transcript-<role>.jsonl,",
        "events.log (labels) and run.log (default: issuewright-out). With the same repository and issue file a run",
        "continues from the spec there; a folder with another run is refused",
      ],
    },
    json: {
      type: "boolean",
      help: ["print one machine-readable result on standard output, and progress nowhere"],
    },
  },
  notes: [
    "Needs in the environment:",
    ...MODEL_NEEDS,
    "Exit status 0 only when a change was written, 130 after Ctrl-C.",
  ],
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const { repo, issue, base = null, out = "issuewright-out", json = false } = read.values;
  if (repo === undefined || issue === undefined) return misused("--repo and --issue are needed.", usage);
  const place = { issueFile: resolve(issue), repository: repo, base, out: resolve(out) };
  const issueRef = localIssue(basename(repo).replace(/\.git$/, ""));
  const config = await readOrExplain(place, issueRef, signal);
  if (config === null) return 1;
  await beginIn(place);
  const log = createLog({
    level: config.logLevel,
    name: "run",
    destination: join(place.out, LOG_FILE),
  });
  await using machinery = openMachinery({ ...config, tellsEndpoint: true }, log);
  using claim = localClaim(`local-${systemClock.now()}`, signal);
  const github = folderGitHub(place);
  const report = await run(localJob(issueRef, systemClock), claim, {
    ...machinery,
    github,
    announcers: announcersOver({ github }),
    keep: folderKeep(place.out, { flat: true }),
    ledger: { append: async (event) => (json ? undefined : show(event)), saveReport: async () => undefined },
    log,
  });
  await machinery.checkpoints.drop(claim.runId);
  await print(report, place, json);
  if (isWritten(report.outcome)) return 0;
  return signal.aborted ? INTERRUPTED : 1;
};

/** Says everything that keeps the run from beginning, at once; then null. */
async function readOrExplain(
  place: RunPlace,
  { repository }: IssueRef,
  signal: AbortSignal,
): Promise<(CommonConfig & EngineConfig) | null> {
  const faults = await placeFaults(place, repository);
  for (const fault of faults) console.error(fault);
  const [common, engine] = [readCommonConfig(), readEngineConfig()];
  const byRules = async () => (faults.length > 0 ? {} : await chosenByRules(place, repository));
  if (common.kind === "invalid" || engine.kind === "invalid") {
    const models =
      engine.kind === "read" ? [] : unchosenModels(isPath(place.repository) ? await byRules() : {});
    complain([...complaintsOf([common, engine]), ...models]);
    return null;
  }
  const config = { ...common.config, ...engine.config };
  const lacking = await lackingModels(config, byRules, signal);
  if (lacking !== null) console.error(sentenceOf(modelComplaint(lacking)));
  return faults.length === 0 && lacking === null ? config : null;
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
