// Notices on an issue: why a request did not become a run, that a run never began, and the help text.
import { commands } from "../commands/index.ts";
import type { Job } from "../domain/job.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Refusal } from "../domain/refusal.ts";
import { type Labels, RULES_PATH } from "../domain/rules.ts";
import type { Stop } from "../domain/stop.ts";
import { neutral } from "../domain/text.ts";
import type { Permission } from "../domain/ticket.ts";
import { noticeMarker } from "./marker.ts";
import { renderOutcome } from "./outcome.ts";
import { cancelledQueued, nameOf } from "./stop.ts";
import { duration } from "./words.ts";

export function renderRefusal(issue: number, refusal: Refusal): string {
  return `${noticeMarker(issue)}\n${refusalSentence(refusal)}`;
}

export function renderNeverBegan(issue: number, stop: Stop): string {
  return `${noticeMarker(issue)}\n${cancelledQueued(stop)}`;
}

/** On the pull request, where GitHub takes no comment on the issue for good. */
export function renderUntold(ended: { issue: number; pull: number; outcome: Outcome }): string {
  return `${noticeMarker(ended.pull)}
GitHub takes no comment on #${ended.issue}, so how the run ended stands here.

${renderOutcome(ended.outcome)}`;
}

/** The answer to plain words on a pull request. */
export function renderWhereWordsCount(pull: number, issue: number): string {
  return `${noticeMarker(pull)}\nPlain words are not read here: to change what is built, comment on #${issue}; to change the code, submit a review of this pull request. Commands such as \`/ai stop\` are taken here, too.`;
}

/** Of a job that waits for a run of its own issue. */
export function renderFollows(issue: number, { asker }: Pick<Job, "asker">): string {
  return `${noticeMarker(issue)}\nWhat \`${neutral(nameOf(asker))}\` asked for waits for the run at work on this issue, and begins when that has ended.`;
}

export function renderLostRun(issue: number): string {
  return `${noticeMarker(issue)}\nThe run that this issue shows is gone: its records were lost, and no outcome of it is known. To start again, put the label on and comment \`/ai retry\`.`;
}

function refusalSentence(refusal: Refusal): string {
  switch (refusal.kind) {
    case "not-trusted":
      return `Nothing was done: \`${neutral(refusal.login)}\` ${access(refusal.permission)}, and starting, steering or stopping a run needs write access. Someone with write access can put the label on again.`;
    case "bot":
      return `Nothing was done: \`${neutral(refusal.login)}\` is a bot, and bots start, steer and stop nothing here. Its reviews of the pull request are answered where \`hear:\` in \`${RULES_PATH}\` names it.`;
    case "already-running":
      if (refusal.waits)
        return "Nothing was started: a run for this issue waits for its place already, as the comment above shows, and begins by itself. To take it off the queue, comment `/ai stop`.";
      return "Nothing was started: a run for this issue is already under way, as the comment above shows. To change what it builds, comment in plain words; to end it, comment `/ai stop`.";
    case "closed":
      return "Nothing was started: the issue is closed. Reopen it first.";
    case "not-labelled":
      return `Nothing was started: the issue does not have the label \`${refusal.label}\`. Put it on to start.`;
    case "too-many":
      return `Nothing was started: this issue already had ${refusal.limit} requests${refusal.by === "bots" ? " by bots" : ""} within ${duration(refusal.windowMs)}, which looks like a loop. Requests are accepted again when that time has passed.`;
    case "text-unseen":
      return `Nothing was started: GitHub's notice of the request came late, and \`${neutral(refusal.author)}\`, who wrote this issue without write access, may have edited it since. Read the text, then comment \`/ai retry\`.`;
    default:
      return refusal satisfies never;
  }
}

function access(permission: Permission): string {
  return permission === "none" ? "has no access to this repository" : `has ${permission} access here`;
}

/** `toStop`: the answer to `/ai stop` where there was nothing to stop. */
export function renderHelp(issue: number, labels: Labels, { toStop } = { toStop: false }): string {
  const nothing = "Nothing was stopped: no run of this issue is at work or waits.\n\n";
  return `${noticeMarker(issue)}
${toStop ? nothing : ""}Put \`${labels.ready}\` on an issue to get a draft pull request for it. While the label is on:

| you write | what happens |
|---|---|
| any comment in plain words | it becomes part of a new version of the spec, and a fresh run builds that version |
| a review on the pull request | one commit answers every thread; where it changes what is wanted, the spec gets its next version first |
${commands.map(({ name, help }) => `| \`/ai ${name}\` | ${help} |`).join("\n")}

Only people with write access are heard. The repository's own settings are in \`${RULES_PATH}\` on the default branch.`;
}
