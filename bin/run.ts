// issuewright run: one run on any repository, without GitHub. Patch, pull request text and evidence become files.
import { basename, resolve } from "node:path";
import { type CommonConfig, readCommonConfig } from "../src/config.ts";
import type { IssueRef } from "../src/domain/repository.ts";
import { complaintsOf } from "../src/environment.ts";
import { isPath } from "../src/github/local-git.ts";
import { modelComplaint } from "../src/messages/model-failure.ts";
import { sentenceOf } from "../src/messages/sentence.ts";
import { type EngineConfig, readEngineConfig, unchosenModels } from "../worker/config.ts";
import { localIssue } from "../worker/run/local.ts";
import { complain, misused, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";
import { chosenByRules, lackingModels } from "./run/models.ts";
import { placeFaults, type RunPlace } from "./run/place.ts";

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
  const { carryOut } = await import("./run/carry-out.ts");
  return await carryOut({ place, issue: issueRef, json }, config, signal);
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
