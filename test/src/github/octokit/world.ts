// A world for tests of the adapter: the local GitHub with our app on it, a repository, people and an issue.
import { branchSha } from "../../../../local/github/git.ts";
import { writeFiles } from "../../../../local/github/repositories.ts";
import type { LocalGitHub } from "../../../../local/github/start.ts";
import type { IssueRef } from "../../../../src/domain/repository.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import type { GitHub } from "../../../../src/github/github.ts";
import {
  connectGitHubApp,
  type GitHubApp,
  type GitHubAppOptions,
} from "../../../../src/github/octokit/app.ts";
import type { FileContent, Publication } from "../../../../src/github/publication.ts";
import { createLog } from "../../../../src/log.ts";
import { type FakeClock, fakeClock } from "../../../support/clock.ts";
import { startTestGitHub, type TestGitHub } from "../../../support/local-github.ts";

export const NAME = "octo/clock";
export const REPOSITORY = { owner: "octo", name: "clock" };
/** With write access: ada. Without: eve. The owner is octo. */
export type World = AsyncDisposable & {
  hub: TestGitHub;
  github: GitHub;
  issue: IssueRef;
  /** Of the local GitHub. Move it little: the app's JWTs are made by the real one. */
  clock: FakeClock;
  /** What the adapter goes by. */
  ourClock: FakeClock;
  /** The port as another process, or another configuration, would have it. */
  connect(
    change?: Partial<GitHubAppOptions>,
    how?: Parameters<GitHubApp["installation"]>[1],
  ): Promise<GitHub>;
  /** Bodies of the comments our app made on the issue or pull request, oldest first. */
  written(number?: number): string[];
  publication(
    files?: Record<string, string | Buffer | null>,
    change?: Partial<Publication>,
  ): Promise<Publication>;
};

export async function openWorld(permissions?: Record<string, string>): Promise<World> {
  const clock = fakeClock(Date.now());
  const ourClock = fakeClock(Date.now());
  const hub = await startTestGitHub({ clock, ...(permissions === undefined ? {} : { permissions }) });
  await hub.createRepository({ ...REPOSITORY, files: { "README.md": "# Clock\n" } });
  hub.addUser("ada");
  hub.addUser("eve");
  hub.setPermission(NAME, "ada", "write");
  const opened = await hub.asUser("eve").openIssue(NAME, { title: "Seconds are lost", body: "Whole ones." });
  const issue = { repository: REPOSITORY, number: opened.number };

  const connect: World["connect"] = async (change = {}, how = {}) => {
    const connected = await connectGitHubApp({
      credentials: { appId: hub.app.id, privateKey: hub.app.privateKeyPem },
      apiUrl: hub.apiUrl,
      serverUrl: hub.serverUrl,
      labels: DEFAULT_LABELS,
      pace: { spaced: false, secondMs: 1 },
      clock: { now: ourClock.now, sleep: async () => {} },
      log: createLog({ level: "silent", name: "test" }),
      ...change,
    });
    return connected.installation(hub.installationId(REPOSITORY.owner), how);
  };

  return {
    hub,
    issue,
    clock,
    ourClock,
    connect,
    github: await connect(),
    written: (number = issue.number) => {
      const ours = hub.repository(NAME).comments.filter((each) => each.author === "issuewright[bot]");
      return ours.filter((comment) => comment.issue === number).map((comment) => comment.body);
    },
    publication: (files = { "src/new.ts": "export {};\n" }, change = {}) =>
      publicationOf(hub, issue, files, change),
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

async function publicationOf(
  hub: LocalGitHub,
  issue: IssueRef,
  files: Record<string, string | Buffer | null>,
  change: Partial<Publication>,
): Promise<Publication> {
  const { git } = hub.repository(NAME);
  const base = change.parents?.[0] ?? (await branchSha(git, "main")) ?? "";
  const contents = Object.entries(files).map(
    ([path, text]): FileContent => ({
      path,
      mode: "100644",
      content: text === null ? null : Buffer.from(text),
    }),
  );
  return {
    issue,
    branch: "issuewright/1-seconds-are-lost",
    into: "main",
    revises: null,
    head: null,
    parents: [base],
    baseTreeSha: await git.text(["rev-parse", `${base}^{tree}`]),
    files: contents,
    treeSha: await writeFiles(git, base, files),
    draft: true,
    diff: new Uint8Array(),
    message: "Keep the seconds",
    textFor: async () => ({ title: "Keep the seconds", body: "Fixes #1" }),
    ...change,
  };
}
