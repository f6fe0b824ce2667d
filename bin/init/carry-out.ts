// Reads a repository, tries what is known of it, and writes or prints its rules.
import { basename, resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import type { CommonConfig } from "../../src/config.ts";
import { claimLayout } from "../../src/data-layout.ts";
import { PermanentError } from "../../src/domain/errors.ts";
import { slug } from "../../src/domain/repository.ts";
import { NO_RULES } from "../../src/domain/rules.ts";
import { folderGitHub } from "../../src/github/folder.ts";
import { createLog } from "../../src/log.ts";
import { recipeText, unrecognised } from "../../src/messages/recipe.ts";
import { parseRules } from "../../src/rules.ts";
import { openSandboxes } from "../../worker/machinery.ts";
import { localIssue } from "../../worker/run/local.ts";
import type { SandboxConfig } from "../../worker/sandbox-config.ts";
import { recipeOf } from "../../worker/toolchains/as-rules.ts";
import { hintsIn } from "../../worker/toolchains/hints.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import type { Workspace } from "../../worker/workspace/workspace.ts";
import { INTERRUPTED } from "../command.ts";
import { draftWords, trialWords } from "../words/init.ts";
import { refuseUnwritable, writeRules } from "./rules-file.ts";
import { type Trial, tryOut } from "./trial.ts";

export type Wish = {
  /** Absolute. */
  folder: string;
  print: boolean;
  force: boolean;
  /** Whether suggestions are in force where nothing is recognised. */
  suggested: boolean;
  tries: boolean;
};
type Config = Pick<CommonConfig, "dataDir"> & SandboxConfig;

/** The exit status. What is printed of the trial is on standard error, so that standard output can be the file. */
export async function carryOut(wish: Wish, config: Config, signal: AbortSignal): Promise<number> {
  const { folder, print } = wish;
  if (!print) await refuseUnwritable(folder, wish);
  const dataDir = resolve(config.dataDir);
  await claimLayout(dataDir);
  const log = createLog({ level: "silent", name: "init" });
  await using stack = new AsyncDisposableStack();
  const git = { dataDir, log, clock: systemClock, environment: config.gitEnvironment };
  const workspaces = stack.use(gitWorkspaces(git));
  const issue = localIssue(basename(folder));
  const source = folderGitHub({ repository: folder, issueFile: "", base: null, out: "" }).source;
  const { headSha, git: from } = await source.find(issue.repository);
  if (headSha === null)
    throw new PermanentError({
      kind: "repository-unreadable",
      repository: folder,
      gitSaid: "it has no commit",
    });
  const workspace = stack.use(await workspaces.open(slug(issue.repository), from, headSha, signal));
  const draft = await draftOf(workspace, wish);
  const inForce = draft.project?.checks.length ?? 0;
  say(draftWords({ ...draft, inForce }));
  if (print) console.log(draft.text);
  else say([await writeRules(folder, `${draft.text}\n`)]);
  const project = draft.project;
  if (project === null || inForce === 0) return 1;
  if (!wish.tries) return 0;
  const sandboxes = stack.use(openSandboxes(config, { dataDir, clock: systemClock }));
  const trial = await tryOut(
    { issue, workspace, project, rules: draft.rules },
    { sandboxes, limits: config.limits, log },
    signal,
  );
  if (signal.aborted) return INTERRUPTED;
  say(trialWords(trial));
  return holds(trial) ? 0 : 1;
}

async function draftOf({ view }: Workspace, { suggested }: Wish) {
  const known = await recognise(view, NO_RULES);
  const hints = await hintsIn(view);
  const isKnown = known !== null && known.checks.length > 0;
  const recipe = isKnown
    ? { ...recipeOf(known, hints), image: known.missing?.image ?? known.image }
    : unrecognised(hints);
  const text = recipeText(recipe, { takesHints: suggested });
  const reading = parseRules(text);
  const rules = reading.kind === "read" ? reading.rules : NO_RULES;
  const project = await recognise(view, rules);
  return { text, rules, project, recognised: isKnown ? known.toolchain : null, hints: hints.length };
}

function holds(trial: Trial): boolean {
  return trial.kind === "ran" && trial.results.every(({ ending }) => ending === "passed");
}

function say(lines: string[]): void {
  for (const line of lines) console.error(line);
}
