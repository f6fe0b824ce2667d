// Makes twelve issues in all the states of the board by real runs, and leaves some of them at work.
import type { Outcome } from "../../../src/domain/outcome.ts";
import { issueName } from "../../../src/domain/repository.ts";
import type { KeptEvent, Ledger } from "../../../src/ledger/ledger.ts";
import type { IssueAddress, Person } from "../../github/people.ts";
import type { LocalGitHub } from "../../github/start.ts";
import { type ChatRequest, SCRIPTED_MODELS, textOf } from "../../model/script.ts";
import type { LocalModel } from "../../model/server.ts";
import { refinement, review, issue as rounding } from "../repository.ts";
import { lineOf, type Say } from "../tell.ts";
import { daysIssue, legacyIssue, NAMES, negativeIssue, stoppedIssue } from "./repositories.ts";
import { isAbout } from "./script.ts";
import { WISHES } from "./wishes.ts";

export type ManyStory = {
  github: LocalGitHub;
  faults: LocalModel["faults"];
  ledger: Ledger;
  say: Say;
  signal: AbortSignal;
};

type Text = { title: string; body: string };
type Ended = { kind: Outcome["kind"] | "interrupted"; pull: number | null };

/** Longer than anybody looks at it. */
const PAUSE_MS = 24 * 60 * 60_000;

/** Resolves to false if a run did not end as it was meant to. */
export async function tellMany(story: ManyStory): Promise<boolean> {
  const { github, faults, say } = story;
  const ada = github.asUser("ada");
  faults.add({
    fault: { kind: "slow", latencyMs: PAUSE_MS },
    times: Number.POSITIVE_INFINITY,
    when: isPaused,
  });
  say.line("The model is SCRIPTED, and its prices are made up. Everything else but github.com is real.");
  say.title("Twelve issues. Eight of them come to an end, two at a time");
  const told = await Promise.all([
    reviewed(story, ada),
    merged(story, ada, WISHES.slug),
    merged(story, ada, WISHES.initials),
    ends(story, ada, NAMES.words, WISHES.plural, "opened"),
    ends(story, ada, NAMES.words, WISHES.shorten, "needs-answer"),
    ends(story, ada, NAMES.words, WISHES.count, "gave-up"),
    ends(story, ada, NAMES.legacy, legacyIssue, "failed"),
    stopped(story, ada),
  ]);
  say.title("Two are at work, with a model that pauses, and two wait for a place");
  await begins(story, ada, NAMES.words, WISHES.reverse, "build");
  await begins(story, ada, NAMES.duration, daysIssue, "spec");
  for (const [name, text] of [
    [NAMES.words, WISHES.capital],
    [NAMES.duration, negativeIssue],
  ] as const) {
    await ada.label(await open(ada, name, text), "ai-ready");
    say.line(`waits            ${text.title}`);
  }
  return told.every((each) => each);
}

function isPaused(request: ChatRequest): boolean {
  const text = textOf(request);
  if ([daysIssue, stoppedIssue].some(({ title }) => text.includes(title))) return true;
  return request.model === SCRIPTED_MODELS.coder && isAbout(request, WISHES.reverse) && hasEdited(request);
}

/** So that its page shows some steps. */
function hasEdited({ messages }: ChatRequest): boolean {
  return messages.filter(({ role }) => role === "assistant").length >= 3;
}

async function open(ada: Person, repository: string, { title, body }: Text): Promise<IssueAddress> {
  const { number } = await ada.openIssue(repository, { title, body });
  return { repository, number };
}

async function ends(
  story: ManyStory,
  ada: Person,
  repository: string,
  text: Text,
  meant: Outcome["kind"],
): Promise<boolean> {
  const address = await open(ada, repository, text);
  const { kind } = await ending(story, address, () => ada.label(address, "ai-ready"));
  story.say.line(`${kind.padEnd(16)} ${text.title}`);
  return kind === meant;
}

async function merged(story: ManyStory, ada: Person, text: Text): Promise<boolean> {
  const address = await open(ada, NAMES.words, text);
  const { pull } = await ending(story, address, () => ada.label(address, "ai-ready"));
  if (pull === null) return false;
  const place = { repository: NAMES.words, number: pull };
  await ada.markReady(place);
  await ada.merge(place);
  story.say.line(`${"merged".padEnd(16)} ${text.title}`);
  return true;
}

/** The whole story of the demo: label, refine, review. */
async function reviewed(story: ManyStory, ada: Person): Promise<boolean> {
  const repository = NAMES.duration;
  const address = await open(ada, repository, rounding);
  const first = await ending(story, address, () => ada.label(address, "ai-ready"));
  const second = await ending(story, address, () => ada.comment(address, refinement));
  if (first.pull === null || second.kind !== "revised") return false;
  const pull = { repository, number: first.pull };
  const head = story.github.repository(repository).issues.get(pull.number)?.pull?.headSha ?? "";
  const { path, body } = review.comment;
  const comments = [{ path, body, line: await lineOf(story.github, head) }];
  const third = await ending(story, address, () =>
    ada.review(pull, { state: "changes_requested", body: review.body, comments }),
  );
  story.say.line(`${third.kind.padEnd(16)} ${rounding.title}`);
  return third.kind === "revised";
}

async function stopped(story: ManyStory, ada: Person): Promise<boolean> {
  const address = await begins(story, ada, NAMES.duration, stoppedIssue, "spec");
  const { kind } = await ending(story, address, () => ada.comment(address, "/ai stop"));
  story.say.line(`${kind.padEnd(16)} ${stoppedIssue.title}`);
  return kind === "cancelled";
}

async function begins(
  story: ManyStory,
  ada: Person,
  repository: string,
  text: Text,
  phase: string,
): Promise<IssueAddress> {
  const address = await open(ada, repository, text);
  const isThere = (event: KeptEvent) => event.kind === "phase-started" && event.phase === phase;
  await happens(story, address, isThere, () => ada.label(address, "ai-ready"));
  story.say.line(`${`at its ${phase}`.padEnd(16)} ${text.title}`);
  return address;
}

async function ending(story: ManyStory, address: IssueAddress, act: () => Promise<unknown>): Promise<Ended> {
  const event = await happens(story, address, ({ kind }) => kind === "ended", act);
  if (event?.kind !== "ended") return { kind: "interrupted", pull: null };
  const { outcome } = event;
  return { kind: outcome.kind, pull: "pull" in outcome ? outcome.pull.number : null };
}

/** Acts, and waits for an event of that issue; null: the signal aborted first. */
async function happens(
  { ledger, signal }: ManyStory,
  { repository, number }: IssueAddress,
  isWanted: (event: KeptEvent) => boolean,
  act: () => Promise<unknown>,
): Promise<KeptEvent | null> {
  const stop = new AbortController();
  const events = ledger.follow(AbortSignal.any([signal, stop.signal]))[Symbol.asyncIterator]();
  let next = events.next();
  await act();
  for (;;) {
    const { value, done } = await next;
    if (done === true) return null;
    if (issueName(value.issue) === `${repository}#${number}` && isWanted(value)) {
      stop.abort();
      return value;
    }
    next = events.next();
  }
}
