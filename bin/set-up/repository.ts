// Recognises a repository that the App reaches, and runs its set-up and checks once, as a run does before it changes anything.
import { systemClock } from "../../src/clock.ts";
import { ownDataDir, readGitHubConfig } from "../../src/config.ts";
import { type Repository, slug } from "../../src/domain/repository.ts";
import { DEFAULT_LABELS, NO_RULES, RULES_PATH } from "../../src/domain/rules.ts";
import { connectGitHubApp, type GitHubApp } from "../../src/github/octokit/app.ts";
import { GITHUB_PACE } from "../../src/github/octokit/client.ts";
import { createLog, type Log } from "../../src/log.ts";
import { parseRules } from "../../src/rules.ts";
import type { CheckLine } from "../../src/web/setup/checking.ts";
import { openSandboxes } from "../../worker/machinery.ts";
import { readSandboxConfig } from "../../worker/sandbox-config.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import { tryOut } from "../init/trial.ts";
import { type TriedLine, triedLines } from "../words/tried.ts";
import { complaintLines } from "./complaint-lines.ts";

type Reached = { repository: Repository; installationId: number };

export async function reachedRepositories(): Promise<string[]> {
  const app = await connect(quiet());
  return app === null ? [] : (await reachedBy(app)).map(({ repository }) => slug(repository));
}

export async function tryRepository(name: string, signal: AbortSignal): Promise<CheckLine[]> {
  const log = quiet();
  const [app, sandboxConfig] = [await connect(log), readSandboxConfig()];
  if (sandboxConfig.kind === "invalid") return complaintLines(name, sandboxConfig.complaints);
  const reached = app === null ? [] : await reachedBy(app);
  const found = reached.find(({ repository }) => slug(repository) === name);
  if (app === null || found === undefined)
    return [wrong(name, "the App does not reach it any more", "Install the App on it")];
  const { repository } = found;
  const { source } = app.installation(found.installationId);
  const { headSha, git } = await source.find(repository);
  if (headSha === null) return [wrong(name, "it has no commit", "Make a first commit")];
  const { config } = sandboxConfig;
  await using stack = new AsyncDisposableStack();
  const place = { dataDir: ownDataDir(), log, clock: systemClock };
  const workspaces = stack.use(gitWorkspaces({ ...place, environment: config.gitEnvironment }));
  const workspace = stack.use(await workspaces.open(slug(repository), git, headSha, signal));
  const text = await workspace.view.read(RULES_PATH);
  const reading = text === null ? null : parseRules(text);
  const rules = reading?.kind === "read" ? reading.rules : NO_RULES;
  const project = await recognise(workspace.view, rules);
  if (project === null || project.checks.length === 0)
    return [
      wrong(
        "recognised",
        "nothing to check",
        `Write ${RULES_PATH}, for example with \`npx issuewright init\``,
      ),
    ];
  const sandboxes = stack.use(openSandboxes(config, place));
  const tried = { issue: { repository, number: 1 }, workspace, project, rules };
  const trial = await tryOut(tried, { sandboxes, limits: config.limits, log }, signal);
  return [
    { ok: true, what: "recognised", detail: project.toolchain, remedy: null },
    ...triedLines(trial).map(checkLine),
  ];
}

/** What is red on the base stops nobody from going on, so it is told with what becomes of it. */
function checkLine({ ok, text, remedy }: TriedLine): CheckLine {
  return { ok, what: "tried", detail: text, remedy: ok ? null : (remedy ?? KNOWN) };
}

const KNOWN =
  "What is red on the base is told on each pull request, and never counted for or against a change";

function wrong(what: string, detail: string, remedy: string): CheckLine {
  return { ok: false, what, detail, remedy };
}

async function connect(log: Log): Promise<GitHubApp | null> {
  const github = readGitHubConfig();
  if (github.kind === "invalid") return null;
  return connectGitHubApp({
    ...github.config,
    labels: DEFAULT_LABELS,
    pace: GITHUB_PACE,
    clock: systemClock,
    log,
  });
}

async function reachedBy({ survey }: GitHubApp): Promise<Reached[]> {
  const open = (await survey.installations()).filter(({ suspended }) => !suspended);
  const lists = await Promise.all(
    open.map(async ({ id }) => {
      const all = (await survey.within(id).repositories()).filter(({ archived }) => !archived);
      return all.map(({ repository }) => ({ repository, installationId: id }));
    }),
  );
  return lists.flat();
}

function quiet(): Log {
  return createLog({ level: "silent", name: "set-up" });
}
