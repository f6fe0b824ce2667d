// An error in words: what could not be done, why, and what to do about it.
import { causeOf } from "../domain/errors.ts";
import type { Cause, CommitFault, Fault, GitHubFault, RepositoryFault } from "../domain/fault.ts";
import { dataWords } from "./data-fault.ts";
import { githubAwayWords, githubRefusalWords } from "./github-refusal.ts";
import { hookWords } from "./hook-fault.ts";
import { patchFaultText } from "./patch-fault.ts";
import { redisWords } from "./redis-fault.ts";
import { sandboxFaultText } from "./sandbox-fault.ts";
import { type FaultWords, sentenceOf } from "./sentence.ts";

/** The words for anything that was thrown, on one line. */
export function saidOfThrown(thrown: unknown): string {
  return causeText(causeOf(thrown));
}

export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case "fault":
      return sentenceOf(wordsOfFault(cause.fault));
    case "sandbox":
      return sandboxFaultText(cause.fault);
    case "workers-died":
      return `its worker died ${cause.times} times`;
    case "thrown":
      return cause.programSaid;
    default:
      return cause satisfies never;
  }
}

export function wordsOfFault(fault: Fault): FaultWords {
  switch (fault.kind) {
    case "redis-unreachable":
    case "redis-evicts":
    case "redis-not-installed":
    case "redis-port-taken":
    case "redis-silent":
      return redisWords(fault);
    case "github-refused-app":
    case "github-unreachable":
    case "app-lacks-permissions":
    case "github-refused":
    case "github-away":
    case "github-failed":
    case "file-too-large":
    case "no-file-mode":
    case "tree-differs":
      return githubWords(fault);
    case "git-not-started":
    case "git-failed":
    case "repository-missing":
    case "no-repository":
    case "repository-unreadable":
    case "no-base":
      return repositoryWords(fault);
    case "hook-away":
    case "hook-refused":
      return hookWords(fault);
    case "data-newer":
    case "data-unreadable":
    case "kept-app-unreadable":
      return dataWords(fault);
    default:
      return commitWords(fault);
  }
}

const NO_SIGN_IN = "Could not sign in to GitHub as the app";

function githubWords(fault: GitHubFault): FaultWords {
  switch (fault.kind) {
    case "github-refused-app":
      return {
        what: NO_SIGN_IN,
        because: `GitHub answered ${fault.status}, ${fault.githubSaid}`,
        remedy: "Check APP_ID and the private key of the app",
      };
    case "github-unreachable":
      return {
        what: NO_SIGN_IN,
        because: fault.programSaid,
        remedy: "Check GITHUB_API_URL, and that this machine can reach it",
      };
    case "app-lacks-permissions":
      return {
        what: `The app ${fault.slug} lacks permissions`,
        because: `it was not granted ${fault.lacking.join(", ")}`,
        remedy: "Grant them on the settings page of your GitHub App; app.yml names them all",
      };
    case "github-refused":
      return githubRefusalWords(fault);
    case "github-away":
      return githubAwayWords(fault);
    case "github-failed":
      return {
        what: `Could not ${fault.write === "comment" ? "comment on" : "show the evidence on"} ${fault.on}`,
        because: `GitHub failed ${fault.tries} times`,
        remedy: fault.write === "comment" ? "It will be tried again" : "Nothing else depends on it",
      };
    case "file-too-large":
      return {
        what: `Could not read ${fault.path} of ${fault.repository}`,
        because: `it is larger than ${fault.maxBytes / 1024 ** 2} MiB`,
        remedy: "Make it smaller",
      };
    case "no-file-mode":
      return {
        what: `Could not publish ${fault.path}`,
        because: `its mode ${fault.mode} is neither a file nor a symbolic link`,
        remedy: "Leave submodules and folders to a person",
      };
    case "tree-differs":
      return {
        what: `Could not publish the change for ${fault.issue}`,
        because: `GitHub built tree ${fault.made}; the verified tree is ${fault.verified}`,
        remedy: "Nothing was published; please report this as a fault of Issuewright",
      };
    default:
      return fault satisfies never;
  }
}

function repositoryWords(fault: RepositoryFault): FaultWords {
  switch (fault.kind) {
    case "git-not-started":
      return {
        what: "git cannot be started",
        because: fault.programSaid,
        remedy: "Install git on the worker",
      };
    case "git-failed":
      return { what: "git failed", because: fault.gitSaid, remedy: "See git's message" };
    case "repository-missing":
      return unreadable(fault.repository, "it does not exist");
    case "no-repository":
      return unreadable(fault.repository, "it is not a git repository");
    case "repository-unreadable":
      return unreadable(fault.repository, fault.gitSaid);
    case "no-base":
      return {
        what: `Could not find the base ${fault.base} in ${fault.repository}`,
        because: "it has no branch, tag or commit of that name",
        remedy: "Name an existing one with --base",
      };
    default:
      return fault satisfies never;
  }
}

function commitWords(fault: CommitFault): FaultWords {
  switch (fault.kind) {
    case "address-unsupported":
      return {
        what: `The repository at ${fault.url} cannot be fetched`,
        because: "only http, https and absolute local paths are supported",
        remedy: "Give its https address",
      };
    case "no-commit-id":
      return {
        what: "A commit cannot be fetched",
        because: `${JSON.stringify(fault.text)} is not a commit id`,
        remedy: "Give all 40 digits",
      };
    case "commit-not-fetched":
      return {
        what: `Commit ${short(fault.sha)} of ${fault.url} cannot be fetched`,
        because: fault.gitSaid ?? "git gave no reason",
        remedy: FETCH_REMEDIES[fault.because],
      };
    case "commit-not-checked-out":
      return {
        what: `Commit ${short(fault.sha)} cannot be checked out`,
        because: fault.gitSaid,
        remedy: "Check the file names in its tree, and the free disk space on the worker",
      };
    case "commit-without-tree":
      return {
        what: `Commit ${short(fault.sha)} cannot be read`,
        because: "it has no tree",
        remedy: "Check the repository with `git fsck`",
      };
    case "difference-too-large":
      return {
        what: `Commits ${short(fault.from)} and ${short(fault.to)} cannot be compared`,
        because: `they differ by more than ${fault.maxBytes} bytes`,
        remedy: "Make the branch smaller, or close its pull request",
      };
    case "patch-not-applied":
      return {
        what: "Could not apply the patch to the tree",
        because: patchFaultText(fault.fault),
        remedy: "Make the patch against this commit",
      };
    default:
      return fault satisfies never;
  }
}

const FETCH_REMEDIES = {
  redirected: "Give the address it redirects to",
  refused: "Check that the commit is still on a branch and that the app may read the repository",
  unavailable: "Try again later",
};

function unreadable(repository: string, because: string): FaultWords {
  return {
    what: `Could not read the repository ${repository}`,
    because,
    remedy: "Give the path of a git repository, or a URL that `git clone` accepts",
  };
}

function short(sha: string): string {
  return sha.slice(0, 12);
}
