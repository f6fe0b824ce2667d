// What went wrong outside of a change, as facts that an error carries; `src/messages/fault.ts` words them. A field named
// `…Said` holds the words of a program or a service.
import { z } from "zod";
import { PatchFault } from "./patch-fault.ts";
import { SandboxFault } from "./sandbox-fault.ts";

const kind = z.literal;
const said = z.string();

const RedisFault = z.discriminatedUnion("kind", [
  /** `programSaid` null: the connection closed without a word. */
  z.object({
    kind: kind("redis-unreachable"),
    host: z.string(),
    port: z.int(),
    programSaid: said.nullable(),
  }),
  /** It may drop jobs when its memory is full. */
  z.object({ kind: kind("redis-evicts"), policy: z.string() }),
  z.object({ kind: kind("redis-not-installed") }),
  z.object({ kind: kind("redis-port-taken"), port: z.int(), addressFile: z.string() }),
  /** `programSaid` null: it did not answer in time and printed nothing. */
  z.object({ kind: kind("redis-silent"), home: z.string(), programSaid: said.nullable() }),
]);
export type RedisFault = z.infer<typeof RedisFault>;

/** What the app wanted of GitHub. */
const GitHubTask = z.enum([
  "sign-in",
  "read-issue",
  "read-pull",
  "read-repository",
  "read-file",
  "read-permission",
  "look-around",
  "write-comment",
  "change-labels",
  "answer-review",
  "write-commit",
  "move-branch",
  "write-pull",
  "show-check-run",
  "read-ci",
  "rerun-ci",
]);
export type GitHubTask = z.infer<typeof GitHubTask>;

const GitHubFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("github-refused-app"), status: z.int(), githubSaid: said }),
  z.object({ kind: kind("github-unreachable"), programSaid: said }),
  z.object({ kind: kind("app-lacks-permissions"), slug: z.string(), lacking: z.array(z.string()) }),
  /** `request`: method and path, for people who know GitHub's API. */
  z.object({
    kind: kind("github-refused"),
    task: GitHubTask,
    request: z.string(),
    status: z.int(),
    githubSaid: said,
  }),
  /**
   * It failed, was not reached (status 500 or more) or asked us to slow down. `waitMs`: how long it wants to be left alone;
   * null: it does not say.
   */
  z.object({
    kind: kind("github-away"),
    task: GitHubTask,
    request: z.string(),
    status: z.int(),
    githubSaid: said,
    waitMs: z.number().nullable(),
  }),
  /** A write failed on GitHub's side as often as it was tried. */
  z.object({
    kind: kind("github-failed"),
    write: z.enum(["comment", "check-run"]),
    on: z.string(),
    tries: z.int(),
  }),
  z.object({ kind: kind("file-too-large"), repository: z.string(), path: z.string(), maxBytes: z.int() }),
  z.object({ kind: kind("no-file-mode"), path: z.string(), mode: z.string() }),
  /** GitHub made another tree of the change than the one that was measured. */
  z.object({ kind: kind("tree-differs"), issue: z.string(), made: z.string(), verified: z.string() }),
]);
export type GitHubFault = z.infer<typeof GitHubFault>;

/** Faults of git itself, or of a repository that the operator named by a path or an address. */
const RepositoryFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("git-not-started"), programSaid: said }),
  z.object({ kind: kind("git-failed"), gitSaid: said }),
  z.object({ kind: kind("repository-missing"), repository: z.string() }),
  z.object({ kind: kind("no-repository"), repository: z.string() }),
  z.object({ kind: kind("repository-unreadable"), repository: z.string(), gitSaid: said }),
  z.object({ kind: kind("no-base"), repository: z.string(), base: z.string() }),
]);
export type RepositoryFault = z.infer<typeof RepositoryFault>;

const CommitFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("address-unsupported"), url: z.string() }),
  z.object({ kind: kind("no-commit-id"), text: z.string() }),
  /** `gitSaid` null: git gave no reason. */
  z.object({
    kind: kind("commit-not-fetched"),
    url: z.string(),
    sha: z.string(),
    gitSaid: said.nullable(),
    because: z.enum(["redirected", "refused", "unavailable"]),
  }),
  z.object({ kind: kind("commit-not-checked-out"), sha: z.string(), gitSaid: said }),
  z.object({ kind: kind("commit-without-tree"), sha: z.string() }),
  z.object({ kind: kind("difference-too-large"), from: z.string(), to: z.string(), maxBytes: z.int() }),
  z.object({ kind: kind("patch-not-applied"), fault: PatchFault }),
]);
export type CommitFault = z.infer<typeof CommitFault>;

/** Of the operator's outgoing hook. Its address may be a secret, so only its host is known here. */
const HookFault = z.discriminatedUnion("kind", [
  z.object({ kind: kind("hook-away"), host: z.string(), status: z.int() }),
  z.object({ kind: kind("hook-refused"), host: z.string(), status: z.int() }),
]);
export type HookFault = z.infer<typeof HookFault>;

const DataFault = z.discriminatedUnion("kind", [
  /** `has`, `knows`: layouts of the data directory. */
  z.object({ kind: kind("data-newer"), folder: z.string(), has: z.int(), knows: z.int() }),
  z.object({ kind: kind("data-unreadable"), path: z.string() }),
  /** A file with the App that the set-up page made. */
  z.object({ kind: kind("kept-app-unreadable"), path: z.string() }),
]);
export type DataFault = z.infer<typeof DataFault>;

export const Fault = z.discriminatedUnion("kind", [
  DataFault,
  RedisFault,
  GitHubFault,
  RepositoryFault,
  CommitFault,
  HookFault,
]);
export type Fault = z.infer<typeof Fault>;

/** Why a run was given up without an outcome of its own. */
export const Cause = z.discriminatedUnion("kind", [
  z.object({ kind: kind("fault"), fault: Fault }),
  z.object({ kind: kind("sandbox"), fault: SandboxFault }),
  z.object({ kind: kind("workers-died"), times: z.int() }),
  /** Nothing is known but the text of what was thrown. */
  z.object({ kind: kind("thrown"), programSaid: said }),
]);
export type Cause = z.infer<typeof Cause>;
