// The repositories of the demo's many issues, and the issues that need no words of a model.
import type { LocalGitHub } from "../../github/start.ts";
import { DEMO, files } from "../repository.ts";
import { filesOf, WISHES, WORDS } from "./wishes.ts";

/** Its set-up fails, so that no run gets as far as a model that writes code. */
const LEGACY = { owner: "octo", name: "legacy" };
const LEGACY_RULES = `setup:
  - "echo 'npm error 404 Not Found - left-pad@9.9.9'; exit 1"
`;

export const NAMES = { duration: "octo/duration", words: "octo/words", legacy: "octo/legacy" };

export const legacyIssue = {
  title: "The link in the footer is broken",
  body: "It leads to a page that is gone.",
};
/** The model pauses over these, as a slow one does, or they wait for a place. */
export const daysIssue = {
  title: "Show days from 24 hours on",
  body: "`formatDuration(90000000)` should be `1 d 1 h`.",
};
export const stoppedIssue = {
  title: "Translate the units into Klingon",
  body: "Nobody has asked for it, but it would be fun.",
};
export const negativeIssue = {
  title: "Negative durations lose their sign",
  body: "`formatDuration(-90000)` should be `-1 min 30 s`.",
};

export async function openRepositories(github: LocalGitHub): Promise<void> {
  await github.createRepository({ ...DEMO, files });
  await github.createRepository({ ...WORDS, files: filesOf(Object.values(WISHES)) });
  await github.createRepository({
    ...LEGACY,
    files: { ...files, ".github/issuewright.yml": LEGACY_RULES },
  });
  for (const name of Object.values(NAMES)) github.setPermission(name, "ada", "maintain");
}
