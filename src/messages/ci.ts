// What a person has to know of the repository's CI on our pull request, because nobody else goes on.
import { type CiTold, MOST_RERUNS } from "../domain/after-ci.ts";
import type { CiJob } from "../domain/ci.ts";
import { noticeMarker } from "./marker.ts";
import { code, count } from "./words.ts";

export function renderCi(pull: number, told: CiTold): string {
  return `${noticeMarker(pull)}\n${sentencesOf(told)}`;
}

export function renderGreen(pull: number): string {
  return `${noticeMarker(pull)}\nThe repository's CI is green and every criterion is proven, so this pull request is marked as ready for review, as the repository's rules say.`;
}

function sentencesOf(told: CiTold): string {
  const jobs = jobsOf(told.jobs);
  const [is, it, has] = told.jobs.length === 1 ? ["is", "it", "has"] : ["are", "them", "have"];
  switch (told.kind) {
    case "needs-approval":
      return `The repository's CI waits for a person: ${jobs} ${is} not run before somebody with write access approves ${it} there. Not having run is not passing.`;
    case "skipped":
      return `The repository's CI skipped every job here: ${jobs}. Where it skips drafts, it runs once somebody marks this pull request as ready for review.`;
    case "cancelled":
      return `The repository's CI was stopped before its end: ${jobs}. Somebody can run ${it} again there.`;
    case "red-on-base":
      return `The repository's CI is red: ${jobs}. The same fails on the commit that this pull request stands on, so nothing was changed here.`;
    case "outage":
      return `The repository's CI is red, but not by this change: ${jobs} ${has} lost the machine, or failed before the project's own steps. ${OUTAGE[told.because]}`;
    case "mended-often":
      return `The repository's CI is still red after ${count(told.times, "look")} into it: ${jobs}. Issuewright looks no further by itself. A review can say what to change; \`/ai retry\` builds afresh.`;
    default:
      return told satisfies never;
  }
}

const OUTAGE: Record<Extract<CiTold, { kind: "outage" }>["because"], string> = {
  "run-often": `It was run again ${MOST_RERUNS} times. Look at what the machine says there.`,
  "not-permitted":
    "Somebody can run it again there. With the permission `actions: write` the App does so by itself, at most three times a commit.",
  "not-ours-to-run": "Somebody can run it again where it is run.",
};

const MOST_NAMED = 5;

/** Names of jobs are the repository's own words. */
function jobsOf(jobs: CiJob[]): string {
  const named = jobs.slice(0, MOST_NAMED).map(({ name, url }) => {
    return url === null || !/^https?:\/\/[^\s()<>]+$/.test(url) ? code(name) : `[${code(name)}](${url})`;
  });
  const left = jobs.length - named.length;
  return left === 0 ? named.join(", ") : `${named.join(", ")} and ${left} more`;
}
