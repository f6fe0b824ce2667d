// What somebody said on our pull request, in its conversation or in a thread, as a wish about its issue.
import { commandNamed } from "../commands/index.ts";
import { readCommand } from "../domain/command.ts";
import { type Asked, asksInReview, commandBesides, type Intent, type Wish } from "../domain/intent.ts";
import type { GitHub } from "../github/github.ts";
import type { Queue } from "../queue/queue.ts";

/** No text has this digest. */
const NO_TEXT = "";

export type SaidOnPull = Asked & Extract<Wish, { kind: "said-on-pull" }>;

export function isSaidOnPull(intent: Intent): intent is SaidOnPull {
  return intent.kind === "said-on-pull";
}

/**
 * A command speaks of the issue's text as it was last admitted: whoever reads the pull request does not see the issue. The
 * same intent comes back where the pull request is none of ours.
 */
export async function aboutItsIssue(
  said: SaidOnPull,
  { github, queue }: { github: Pick<GitHub, "pulls">; queue: Pick<Queue, "recall"> },
): Promise<Intent> {
  const { text, ...asked } = said;
  const { repository } = said.issue;
  const number = await github.pulls.issueOf(repository, said.issue.number);
  if (number === null) return said;
  const issue = { repository, number };
  const word = readCommand(text);
  if (word === null) return { ...asked, issue, kind: "plain-words-on-pull" };
  const { digest } = await queue.recall(issue);
  return { ...asked, issue, ...commandNamed(word).wish(digest ?? NO_TEXT) };
}

/**
 * What a review asks for with all its words: a command may stand in its own text or in a comment on a line. `asks`: anything
 * in it asks for something.
 */
export async function withLines(
  heard: Extract<Intent, { kind: "run" }>,
  { github }: { github: Pick<GitHub, "pulls"> },
): Promise<{ intent: Intent; asks: boolean }> {
  const { review, issue } = heard;
  if (review === null) return { intent: heard, asks: true };
  const texts = [review.text, ...(await github.pulls.saidIn(issue.repository, review))];
  const text = commandBesides(texts);
  if (text === null) return { intent: heard, asks: texts.some(asksInReview) };
  const { installationId, asker, isBot, at, delivery, occasion } = heard;
  const onPull = { ...issue, number: review.pull };
  return {
    intent: {
      ...{ installationId, asker, isBot, at, delivery, occasion, issue: onPull },
      ...{ kind: "said-on-pull", text },
    },
    asks: true,
  };
}
