// What an outgoing hook says in a chat: one line, in the markup that Slack and those who speak as it does understand.
import { BUDGET_NAMES } from "../domain/budget.ts";
import type { News } from "../domain/news.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type IssueRef, slug } from "../domain/repository.ts";
import { visible } from "../domain/text.ts";
import { becauseOf } from "./outcome.ts";

/** `serverUrl`: GitHub's web address. Null: it is no news for a chat. */
export function hookText(news: News, { serverUrl }: { serverUrl: string }): string | null {
  switch (news.kind) {
    case "ran":
      return `${issueLink(news.job.issue, serverUrl)} ${outcomeText(news.report.outcome)}`;
    case "budget-low":
      return `${issueLink(news.issue, serverUrl)} has spent ${Math.floor(news.share * 100)} % of its ${BUDGET_NAMES[news.cap]}`;
    case "sweep-fails":
      return `The sweep ${said(news.sweep)} of Issuewright has failed ${news.times} times in a row since ${news.since}: ${said(news.programSaid)}`;
    case "never-began":
      return null;
    default:
      return news satisfies never;
  }
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "opened":
      return `is done: ${link(outcome.pull.url, `#${outcome.pull.number}`)} waits for review`;
    case "revised":
      return `has a new commit on ${link(outcome.pull.url, `#${outcome.pull.number}`)}`;
    case "needs-answer":
      return `*needs an answer*: ${outcome.questions.map(({ text }) => said(text)).join(" ")}`;
    case "no-change":
      return `ended without a change: ${said(becauseOf(outcome))}`;
    case "watched":
      return `${outcome.broken.length === 0 ? "is red after its merge" : "*broke the base*"}: ${said(becauseOf(outcome))}`;
    case "gave-up":
      return `*gave up*: ${said(becauseOf(outcome))}`;
    case "failed":
      return `*failed*: ${said(becauseOf(outcome))}`;
    case "cancelled":
      return `was stopped: ${said(becauseOf(outcome))}`;
    case "superseded":
      return "begins again with a newer version of its spec";
    default:
      return outcome satisfies never;
  }
}

function issueLink(issue: IssueRef, serverUrl: string): string {
  const name = slug(issue.repository);
  return link(`${serverUrl}/${name}/issues/${issue.number}`, `${name}#${issue.number}`);
}

/** Only for addresses that are GitHub's. */
function link(address: string, text: string): string {
  return `<${escaped(address.replace(/[|\s]/g, encodeURIComponent))}|${escaped(text)}>`;
}

const MAX_SAID_CHARACTERS = 500;

/**
 * What Slack or Mattermost would act on: each matches up to where it is broken. Both link an address by itself, and
 * Mattermost reads Markdown and names behind any mark. https://docs.mattermost.com/developers/integrate/slash-commands/slack
 */
const LIVE = [/[*_~`]/g, /@(?=\w)/g, /:(?=\/\/)/g, /\bwww(?=\.)/gi, /\](?=[([])/g];

/** Somebody else's words on one line: they address nobody, link nowhere and are not set in another type. */
function said(text: string): string {
  const flat = [...visible(text.replace(/\s+/g, " ")).trim()];
  const short = flat.length <= MAX_SAID_CHARACTERS ? flat : [...flat.slice(0, MAX_SAID_CHARACTERS), "…"];
  return escaped(LIVE.reduce((safe, live) => safe.replace(live, `$&${WORD_JOINER}`), short.join("")));
}

const WORD_JOINER = "\u2060";

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
