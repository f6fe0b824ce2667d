// A request that GitHub refused, in words for a reader who never saw its API. The raw answer is shown below them.
import type { GitHubFault, GitHubTask } from "../domain/fault.ts";
import type { FaultWords } from "./sentence.ts";
import { duration } from "./words.ts";

type Refused = Extract<GitHubFault, { kind: "github-refused" }>;

export function githubRefusalWords({ task, status }: Refused): FaultWords {
  return {
    what: `GitHub did not let the app ${TASKS[task]}`,
    because: `${CAUSES[status] ?? "it refused the request"} (status ${status})`,
    remedy: REMEDIES[status] ?? "Look at GitHub's answer in the log of the worker",
  };
}

type Away = Extract<GitHubFault, { kind: "github-away" }>;

export function githubAwayWords({ task, status, waitMs }: Away): FaultWords {
  const failed = `GitHub failed or could not be reached (status ${status})`;
  return {
    what: `The app could not ${TASKS[task]}`,
    because: status >= 500 ? failed : `GitHub asks it to slow down (status ${status})`,
    remedy: waitMs === null ? "It will be tried again" : `It will be tried again in ${duration(waitMs)}`,
  };
}

/** The request and the answer, as they were. */
export function rawRefusal({ request, status, githubSaid }: Refused): string {
  return `${request}\n${status} ${githubSaid}`;
}

const TASKS: Record<GitHubTask, string> = {
  "sign-in": "sign in",
  "read-issue": "read the issue",
  "read-pull": "read the pull request",
  "read-repository": "read the repository",
  "read-file": "read a file of the repository",
  "read-permission": "read what a person may do in the repository",
  "look-around": "look for what no webhook brought",
  "write-comment": "write its comment on the issue",
  "change-labels": "change the labels of the issue",
  "answer-review": "answer a review",
  "write-commit": "write the commit",
  "move-branch": "move its branch",
  "write-pull": "open or change the pull request",
  "show-check-run": "show the check run",
  "read-ci": "read what the repository's CI says",
  "rerun-ci": "run a job of the repository's CI again",
};

const CAUSES: Record<number, string> = {
  401: "it does not accept the app's credentials",
  403: "the app has no permission for it",
  404: "GitHub does not find it, or does not show it to the app",
  409: "the repository is in a state that does not allow it",
  410: "it was deleted or switched off",
  422: "a repository or GitHub rule forbids it",
  451: "the repository is blocked for legal reasons",
};

const REMEDIES: Record<number, string> = {
  401: "Check APP_ID and the private key of the app",
  403: "Check that the app has this permission and that the account accepted it",
  404: "Check that it exists and that the app is installed on the repository",
  409: "Check the state of the repository on GitHub",
  410: "Nothing more can be done to it",
  422: "Check the repository's rules and branch protection",
  451: "Ask GitHub's support",
};
