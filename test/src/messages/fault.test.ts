// What an error carries, as a line that a person reads.
import { expect, it } from "@jest/globals";
import { PermanentError, TransientError } from "../../../src/domain/errors.ts";
import type { Fault } from "../../../src/domain/fault.ts";
import { saidOfThrown } from "../../../src/messages/fault.ts";

const sha = "1".repeat(40);

it.each<[Fault, string]>([
  [
    { kind: "redis-unreachable", host: "localhost", port: 6379, programSaid: null },
    "Could not reach Redis at localhost:6379: no connection. Start Redis there, or set REDIS_URL to its address",
  ],
  [
    {
      kind: "github-refused",
      task: "read-repository",
      request: "GET /repos/octo/clock",
      status: 404,
      githubSaid: "Not Found.",
    },
    "GitHub did not let the app read the repository: GitHub does not find it, or does not show it to the app (status 404). Check that it exists and that the app is installed on the repository",
  ],
  [
    {
      ...{ kind: "github-away", task: "write-commit", request: "POST /repos/octo/clock/git/trees" },
      ...{ status: 502, githubSaid: "Bad Gateway", waitMs: null },
    },
    "The app could not write the commit: GitHub failed or could not be reached (status 502). It will be tried again",
  ],
  [
    {
      ...{ kind: "github-away", task: "read-issue", request: "GET /repos/octo/clock/issues/1" },
      ...{ status: 403, githubSaid: "API rate limit exceeded", waitMs: 90_000 },
    },
    "The app could not read the issue: GitHub asks it to slow down (status 403). It will be tried again in 1 min 30 s",
  ],
  [
    { kind: "github-failed", write: "comment", on: "octo/clock#1", tries: 3 },
    "Could not comment on octo/clock#1: GitHub failed 3 times. It will be tried again",
  ],
  [
    { kind: "tree-differs", issue: "octo/clock#1", made: "a", verified: "b" },
    "Could not publish the change for octo/clock#1: GitHub built tree a; the verified tree is b. Nothing was published; please report this as a fault of Issuewright",
  ],
  [
    { kind: "commit-not-fetched", url: "https://x", sha, gitSaid: null, because: "redirected" },
    "Commit 111111111111 of https://x cannot be fetched: git gave no reason. Give the address it redirects to",
  ],
  [
    { kind: "no-repository", repository: "there" },
    "Could not read the repository there: it is not a git repository. Give the path of a git repository, or a URL that `git clone` accepts",
  ],
])("is worded with cause and remedy (%#)", (fault, words) => {
  expect(saidOfThrown(new PermanentError(fault))).toBe(words);
  expect(saidOfThrown(new TransientError(fault))).toBe(words);
});

it("is the text itself for anything else that was thrown", () => {
  expect(saidOfThrown(new Error("socket\nhang up"))).toBe("socket hang up");
});
