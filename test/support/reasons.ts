// One reason of each kind why a run can end without a pull request.
import type { FailedReason, GaveUpReason, NoChangeReason } from "../../src/domain/reason.ts";

const finding = {
  ...{ file: "src/sum.js", line: 3, criterion: "AC1" },
  ...{ text: "It counts twice.", shownBy: "sum([1, 2])" },
};

export const GAVE_UP_REASONS: GaveUpReason[] = [
  { kind: "out-of-budget", task: "write-spec", cap: "usd", allowed: 0.5, raisedIn: "rules" },
  { kind: "out-of-budget", task: "end", cap: "minutes", allowed: 45, raisedIn: "environment" },
  {
    kind: "silent",
    task: "write-order",
    role: "architect",
    silence: { kind: "out-of-steps", steps: 200 },
  },
  {
    kind: "silent",
    task: "write-order",
    role: "architect",
    silence: { kind: "declined", said: "I cannot help with that." },
  },
  {
    kind: "silent",
    task: "review-change",
    role: "reviewer",
    silence: {
      kind: "not-handed-in",
      tool: "submit_review",
      said: '<tool_call> {"name": "submit_review"}',
      asText: { wrapper: "<tool_call>", parser: "hermes" },
    },
  },
  {
    kind: "silent",
    task: "carry-out-order",
    role: "coder",
    silence: {
      kind: "stuck",
      tool: "edit",
      times: 5,
      refused: "`old` is not in a.js.",
      said: "I edit the file.",
    },
  },
  { kind: "silent", task: "carry-out-order", role: "coder", silence: { kind: "halted" } },
  {
    kind: "silent",
    task: "carry-out-order",
    role: "coder",
    silence: { kind: "cut-short", times: 5, outputTokens: 4_096, tool: "write" },
  },
  {
    kind: "silent",
    task: "carry-out-order",
    role: "coder",
    silence: { kind: "cut", sentTokens: 9_012, countedTokens: 2_051 },
  },
  { kind: "checks-fail", checks: ["test", "lint"], bound: { kind: "attempts", attempts: 5 } },
  { kind: "checks-fail", checks: ["test"], bound: { kind: "budget", cap: "usd" } },
  { kind: "wall", wall: { kind: "same-failures", attempts: 2 }, checks: ["test"], escalations: 2 },
  { kind: "wall", wall: { kind: "no-progress", steps: 12 }, checks: ["test"], escalations: 1 },
  { kind: "wall", wall: { kind: "budget-share", cap: "usd", percent: 61 }, checks: [], escalations: 0 },
  { kind: "not-handed-in", attempts: 5 },
  {
    kind: "review-blocks",
    bound: { kind: "reviews", reviews: 2 },
    findings: [{ ...finding, severity: "blocking", command: null, shown: null }],
  },
  {
    ...{ kind: "rounds-over", rounds: 6, threads: 2 },
    open: [{ path: "src/sum.js", line: 3, by: "lint[bot]", said: "Name it." }],
  },
  { kind: "review-blocks", bound: { kind: "budget", cap: "tokens" }, findings: [] },
  {
    kind: "guard-refused",
    faults: [
      { kind: "protected-path", path: "AGENTS.md" },
      { kind: "too-many-files", files: 300, limit: 200 },
    ],
  },
  { kind: "does-not-apply", fault: { kind: "name-not-utf8" } },
  { kind: "coder-blocked", said: "There is no function sum" },
  { kind: "architect-stops", task: "pass-checks", said: "The tests contradict each other" },
  { kind: "architect-stops", task: "go-on", said: "The order cannot be carried out" },
  {
    kind: "base-conflicts",
    base: "main",
    fault: { kind: "git-refused", gitSaid: "src/sum.js: patch does not apply" },
  },
  {
    ...{ kind: "workflows-differ", branch: "issuewright/12-sum" },
    githubSaid: "Resource not accessible by integration",
  },
  { kind: "branch-moved", branch: "issuewright/12-sum" },
  { kind: "retargeted", number: 13, into: "release" },
  { kind: "pull-closed", number: 13, branchGone: false },
  { kind: "pull-closed", number: 13, branchGone: true },
];

export const FAILED_REASONS: FailedReason[] = [
  { kind: "rules-invalid", faults: [{ line: 3, kind: "alias" }] },
  { kind: "model-failed", failure: { kind: "not-chosen", roles: ["coder"], offered: ["fast"] } },
  { kind: "repository-empty", repository: "octo/clock" },
  { kind: "no-base-branch", branch: "next" },
  { kind: "read-only", repository: "octo/clock", because: "archived" },
  { kind: "read-only", repository: "octo/clock", because: "disabled" },
  { kind: "may-bypass", repository: "octo/clock", rulesets: ["reviews"], branches: ["main"] },
  { kind: "issue-locked" },
  { kind: "no-drafts", repository: "octo/clock" },
  { kind: "nothing-to-check", toolchain: null, hints: [] },
  { kind: "nothing-to-check", toolchain: "Node", hints: [] },
  { kind: "not-set-up", command: "npm ci", exitStatus: 1, refused: [], recipe: null },
  {
    kind: "not-set-up",
    command: "npm ci",
    exitStatus: null,
    refused: [
      { target: "registry.example.com:443", why: "not-allowed" },
      { target: null, why: "not-allowed" },
      { target: "packages.exampel.com:443", why: "no-address" },
      { target: "slow.example.com:443", why: "no-answer" },
      { target: "inner.example.com:443", why: "other" },
    ],
    recipe: {
      image: "node",
      setup: ["npm ci"],
      checks: [{ name: "test", run: "npm test", kind: "test" }],
      hints: [],
    },
  },
  {
    kind: "base-does-not-build",
    command: "make",
    ended: { kind: "timed-out", timeoutMs: 600_000 },
    recipe: null,
  },
  { kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 2 }, recipe: null },
  {
    ...{ kind: "no-program", toolchain: "C#", program: "dotnet", image: "mcr.microsoft.com/dotnet/sdk:9.0" },
    recipe: {
      image: "mcr.microsoft.com/dotnet/sdk:9.0",
      setup: ["dotnet restore"],
      checks: [{ name: "test", run: "dotnet test", kind: "test" }],
      hints: [],
    },
  },
  {
    ...{ kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 2 } },
    ...{ limit: "history", recipe: null },
  },
  {
    ...{ kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 137 } },
    ...{ limit: "killed", recipe: null },
  },
  {
    kind: "model-failed",
    failure: {
      ...{ kind: "no-reply", role: "coder", model: "fast", provider: null },
      ...{ chosenIn: "configuration", endpoint: null },
      ...{ attempts: 5, offered: [] },
      cause: { kind: "server-error", status: 503, said: "overloaded", retryAfterMs: null },
    },
  },
  { kind: "sandbox-unusable", fault: { kind: "ended", said: "no space left on device" } },
  {
    kind: "fault",
    fault: {
      kind: "github-refused",
      task: "read-repository",
      request: "GET /user",
      status: 401,
      githubSaid: "bad credentials",
    },
  },
  { kind: "begun-too-often", cause: { kind: "workers-died", times: 4 } },
  { kind: "begun-too-often", cause: { kind: "thrown", programSaid: "socket hang up" } },
];

export const NO_CHANGE_REASONS: NoChangeReason[] = [
  { kind: "spec-unchanged" },
  { kind: "pull-not-open" },
  { kind: "no-thread-waits" },
  { kind: "pull-merged", number: 13 },
  { kind: "ci-not-red" },
  { kind: "ci-not-shown-here", jobs: ["test (22)"], commands: ["npm run lint"] },
  { kind: "coder-changed-nothing" },
  { kind: "pull-holds-it", number: 13, answered: 0 },
  { kind: "pull-holds-it", number: 13, answered: 1 },
  { kind: "pull-holds-it", number: 13, answered: 3 },
];
