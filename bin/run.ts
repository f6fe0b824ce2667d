// issuewright run: one run on any repository, without GitHub. The patch, the pull request text and the evidence are files.
import { statSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { styleText } from "node:util";
import { systemClock } from "../src/clock.ts";
import { readCommonConfig } from "../src/config.ts";
import type { Outcome, RunReport } from "../src/domain/outcome.ts";
import { folderGitHub } from "../src/github/folder.ts";
import type { RunEvent } from "../src/ledger/ledger.ts";
import { createLog } from "../src/log.ts";
import { renderOutcome } from "../src/messages/outcome.ts";
import { duration } from "../src/messages/words.ts";
import { readEngineConfig } from "../worker/config.ts";
import { openMachinery } from "../worker/main.ts";
import { folderKeep } from "../worker/run/keep.ts";
import { localClaim, localIssue, localJob } from "../worker/run/local.ts";
import { run } from "../worker/run/run.ts";
import type { CommandMain } from "./command.ts";
import { readOrComplain, readWords } from "./words.ts";

const help = `Usage: issuewright run --repo <path or git URL> --issue <file.md> [options]

  --repo   a repository on this machine, or a git URL; only what is committed counts
  --issue  a markdown file: its first line is the title, the rest the body
  --base   branch, tag or commit to build on (default: what HEAD points to)
  --out    folder for change.patch, pull-request.md, evidence.json and .md, issue-comment.md and transcript-<role>.jsonl
           (default: issuewright-out)
  --json   print one machine-readable result on standard output, and progress nowhere

Needs OPENAI_API_KEY or OPENAI_BASE_URL, and ISSUEWRIGHT_ARCHITECT_MODEL, ISSUEWRIGHT_CODER_MODEL and
ISSUEWRIGHT_REVIEWER_MODEL. Exit status 0 only when a change was written.`;

const options = {
  repo: { type: "string" },
  issue: { type: "string" },
  base: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, options, help);
  if (read.kind === "over") return read.status;
  const { repo, issue, base = null, out = "issuewright-out", json = false } = read.values;
  if (repo === undefined || issue === undefined) {
    console.error(`--repo and --issue are needed.\n\n${help}`);
    return 2;
  }
  const common = readOrComplain(readCommonConfig());
  const engine = readOrComplain(readEngineConfig());
  if (common === null || engine === null) return 1;
  if (!statSync(issue, { throwIfNoEntry: false })?.isFile()) {
    console.error(
      `Could not read the issue ${issue}: there is no such file. Name a markdown file with --issue`,
    );
    return 1;
  }
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  for (const path of await transcriptsIn(folder)) await rm(path);
  const log = createLog({
    level: json ? "silent" : common.logLevel === "info" ? "warn" : common.logLevel,
    name: "run",
  });
  await using machinery = openMachinery({ ...common, ...engine }, log);
  const issueRef = localIssue(basename(repo).replace(/\.git$/, ""));
  using claim = localClaim(`local-${systemClock.now()}`, signal);
  const report = await run(localJob(issueRef, systemClock), claim, {
    ...machinery,
    github: folderGitHub({ issueFile: resolve(issue), repository: repo, base, out: folder }),
    keep: folderKeep(folder, { flat: true }),
    ledger: { append: async (event) => (json ? undefined : show(event)), saveReport: async () => undefined },
    log,
  });
  await print(report, folder, json);
  return isWritten(report.outcome) ? 0 : 1;
};

function show(event: RunEvent): void {
  if (event.kind === "phase-ended")
    console.log(`${styleText("green", "✔")} ${event.what.padEnd(11)} ${duration(event.durationMs ?? 0)}`);
}

function isWritten(outcome: Outcome): boolean {
  return outcome.kind === "opened" || outcome.kind === "revised";
}

async function print(report: RunReport, folder: string, json: boolean): Promise<void> {
  const written = isWritten(report.outcome);
  const files = {
    patch: written ? join(folder, "change.patch") : null,
    pullRequest: written ? join(folder, "pull-request.md") : null,
    evidence: written ? join(folder, "evidence.md") : null,
    transcripts: await transcriptsIn(folder),
    comment: join(folder, "issue-comment.md"),
  };
  if (json) {
    const evidence: unknown = written
      ? JSON.parse(await readFile(join(folder, "evidence.json"), "utf8"))
      : null;
    console.log(JSON.stringify({ ...report, evidence, files }, null, 2));
    return;
  }
  console.log(`\n${renderOutcome(report.outcome)}\n`);
  for (const path of Object.values(files).flat()) if (path !== null) console.log(path);
}

async function transcriptsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /^transcript-\w+\.jsonl$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
