// One intent, from a delivery or from a sweep: asks live for what admission needs, and does what it decides.

import { finish } from "../announcers/finish.ts";
import { type Clock, isoNow } from "../clock.ts";
import { type Admission, admit, BREAKER_WINDOW_MS, type Facts } from "../domain/admission.ts";
import { PermanentError, reasonOf } from "../domain/errors.ts";
import { type Asked, type Intent, mending } from "../domain/intent.ts";
import { issueKey } from "../domain/naming.ts";
import type { Refusal } from "../domain/refusal.ts";
import { type IssueRef, issueName } from "../domain/repository.ts";
import type { Stop } from "../domain/stop.ts";
import { isTrusted, type Permission } from "../domain/ticket.ts";
import type { GitHub } from "../github/github.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log.ts";
import { renderCi, renderGreen } from "../messages/ci.ts";
import { renderReady } from "../messages/ready.ts";
import { renderFollows, renderHelp, renderRefusal, renderWhereWordsCount } from "../messages/refusal.ts";
import type { Queue } from "../queue/queue.ts";
import { isBaseCiEnded, whatMergeAsks } from "./after-merge.ts";
import { type CiEnded, isCiEnded, whatCiAsks } from "./ci-ended.ts";
import { makeReady } from "./make-ready.ts";
import { aboutItsIssue, isSaidOnPull, withLines } from "./pull-talk.ts";
import type { Site, SiteDeps } from "./site.ts";
import { tidy } from "./tidy.ts";
import type { InTurn } from "./turns.ts";

export type IntakeDeps = SiteDeps & {
  queue: Pick<
    Queue,
    "submit" | "cancel" | "stateOf" | "countRecent" | "isHeard" | "hear" | "isFirst" | "recall"
  >;
  ledger: Pick<Ledger, "pullEnded" | "issue">;
  /** The same, for words that no run and no other word must wait for. */
  aside(installationId: number): Promise<GitHub>;
  /** What is asked under one number is judged one after another: a webhook and a sweep may bring the same at once. */
  inTurn: InTurn;
  clock: Clock;
  log: Log;
};

/** What an intent needs besides its repository. */
type Outside = Omit<IntakeDeps, keyof SiteDeps>;

/** So long the same stranger is not told the same on one issue again. */
const REFUSED_AGAIN_MS = 10 * 60_000;

/** Answers what became of it. Throws when GitHub or Redis failed: it may be asked for again. */
export function takeIn(heard: Intent, site: Site, deps: Outside): Promise<Admission["kind"]> {
  return deps.inTurn(issueKey(heard.issue), () => judge(heard, site, deps));
}

async function judge(heard: Intent, site: Site, deps: Outside): Promise<Admission["kind"]> {
  const { intent, asks, place } = await meantBy(heard, { ...deps, ...site });
  const acting = { ...deps, ...site, place };
  const facts = await gatherFacts(intent, asks, acting);
  const admission = admit(intent, facts);
  deps.log.info({ issue: issueName(intent.issue), intent: intent.kind, admission }, "intent judged");
  await act(intent, admission, acting);
  if (
    admission.kind === "admitted" &&
    !admission.supersedes &&
    facts.running &&
    heard.asker.kind === "person"
  )
    await tell(renderFollows(place.number, admission.job), acting);
  // What becomes a job is noted with it, in one step. What the CI says may be said again, once nothing is in its way.
  const { occasion } = intent;
  const mayComeAgain = admission.kind === "ignored" && (occasion?.kind === "ci" || occasion?.kind === "mend");
  if (admission.kind !== "admitted" && occasion !== null && !mayComeAgain)
    await deps.queue.hear(intent.issue, occasion);
  if (isCiEnded(heard)) await noteLook(heard, admission, deps);
  return admission.kind;
}

/** What a run was in the way of is looked at by a sweep, once that run is over. */
async function noteLook(
  { issue, headSha, occasion }: CiEnded,
  admission: Admission,
  { queue, clock }: Pick<IntakeDeps, "queue" | "clock">,
): Promise<void> {
  if (admission.kind === "ignored" && admission.because.kind === "run-at-work")
    return queue.hear(issue, { kind: "ci-missed", at: isoNow(clock), headSha });
  if (occasion !== null) await queue.hear(issue, occasion);
}

/** `asks`: anything in a review asks for something. `place`: where it was said. */
type Meant = { intent: Intent; asks: boolean; place: IssueRef };

/** Some events say only where to look. */
async function meantBy(heard: Intent, deps: Outside & Site): Promise<Meant> {
  const { intent, asks } =
    heard.kind === "run" ? await withLines(heard, deps) : { intent: heard, asks: true };
  const place = intent.issue;
  if (isSaidOnPull(intent)) return { intent: await aboutItsIssue(intent, deps), asks, place };
  if (isBaseCiEnded(intent)) {
    const asked = await whatMergeAsks(intent, { ...deps, nowMs: deps.clock.now() });
    return { intent: asked, asks, place: asked.issue };
  }
  return { intent: isCiEnded(intent) ? await whatCiAsks(intent, deps) : intent, asks, place };
}

/** `place`: the issue or the pull request where somebody asked, and is answered. */
type Acting = Outside & Site & { place: IssueRef };

async function gatherFacts(intent: Intent, asks: boolean, deps: Acting): Promise<Facts> {
  const { queue } = deps;
  const { occasion } = intent;
  const author = intent.kind === "run" ? intent.unseenAuthor : null;
  const [permission, issue, state, recent, recentByBots, heard, authorTrusted] = await Promise.all([
    permissionOf(intent, deps.github),
    deps.github.tickets.state(intent.issue),
    queue.stateOf(intent.issue),
    queue.countRecent(intent.issue, BREAKER_WINDOW_MS),
    intent.isBot ? queue.countRecent(intent.issue, BREAKER_WINDOW_MS, { byBots: true }) : 0,
    occasion === null ? false : queue.isHeard(intent.issue, occasion),
    author === null ? true : deps.github.access.permission(intent.issue.repository, author).then(isTrusted),
  ]);
  return {
    permission,
    labels: issue?.labels ?? [],
    state: issue?.state ?? "gone",
    running: state !== "none",
    waits: state === "waiting",
    ...{ recent, recentByBots, requests: deps.requests },
    hearsBot: intent.asker.kind === "person" && deps.hear.includes(intent.asker.login),
    names: deps.labels,
    heard,
    authorTrusted,
    asks,
    now: isoNow(deps.clock),
  };
}

/** A machine of ours is nobody on GitHub, and GitHub knows no permission of a bot: what they may do does not depend on one. */
async function permissionOf({ issue, asker, isBot }: Intent, github: GitHub): Promise<Permission> {
  return asker.kind === "person" && !isBot ? github.access.permission(issue.repository, asker.login) : "none";
}

/** The occasion of a job that gave way to another one may come again, and a sweep sees to it. */
async function submit(
  asked: Intent,
  { job, supersedes }: Extract<Admission, { kind: "admitted" }>,
  { queue, clock }: Acting,
): Promise<void> {
  const { occasion } = asked;
  const givesWay = asked.kind === "run" && asked.whileRunning === "give-way";
  const isTaken = await queue.submit(job, { supersedes, givesWay, occasion, byBot: asked.isBot });
  if (isTaken || occasion?.kind !== "mend") return;
  await queue.hear(asked.issue, { kind: "ci-missed", at: isoNow(clock), headSha: occasion.headSha });
}

async function act(asked: Intent, admission: Admission, deps: Acting): Promise<void> {
  const { issue } = asked;
  const { number } = deps.place;
  switch (admission.kind) {
    case "admitted":
      return submit(asked, admission, deps);
    case "cancel":
      await cancel(asked, admission.stop, deps);
      return;
    case "answer":
      if (admission.with === "where-words-count")
        return tell(renderWhereWordsCount(number, issue.number), deps);
      return tell(renderHelp(number, deps.labels, { toStop: asked.kind === "stop" }), deps);
    case "make-ready":
      return tell(renderReady(number, await makeReady(issue, deps.github)), deps);
    case "tidied":
      await tidy(asked, admission, deps);
      return;
    case "ci-answered":
      return answerCi(asked, admission, deps);
    case "refused":
      return refuse(asked, admission.refusal, deps);
    case "ignored":
      return;
    default:
      admission satisfies never;
  }
}

/**
 * Strangers may ask as often as they like: the same is said to each once in a while, beside all other words, and is owed
 * to nobody.
 */
async function refuse({ issue, installationId }: Asked, refusal: Refusal, deps: Acting): Promise<void> {
  const words = renderRefusal(deps.place.number, refusal);
  if (refusal.kind !== "not-trusted" && refusal.kind !== "bot") return tell(words, deps);
  if (!(await deps.queue.isFirst(`${issueKey(issue)} ${refusal.login}`, REFUSED_AGAIN_MS))) return;
  const { status } = await deps.aside(installationId);
  const [told] = await Promise.allSettled([status.writeNotice(deps.place, words)]);
  if (told.status === "rejected")
    deps.log.warn({ issue: issueName(issue), reason: reasonOf(told.reason) }, "a stranger was not answered");
}

/** Where GitHub takes no comment there for good, only the log can say so. */
async function tell(body: string, { github, log, place }: Acting): Promise<void> {
  const [told] = await Promise.allSettled([github.status.writeNotice(place, body)]);
  if (told.status === "fulfilled") return;
  if (!(told.reason instanceof PermanentError)) throw told.reason;
  log.error({ issue: issueName(place), reason: reasonOf(told.reason) }, "a notice was refused for good");
}

/** An active run ends by itself; one that never began has nobody else to say so. */
async function cancel({ issue }: Asked, stop: Stop, deps: Acting): Promise<void> {
  const { queue, announcers, log } = deps;
  await queue.cancel(issue, stop, async ({ runId, said }) => {
    const waited = said ? { runId, at: isoNow(deps.clock) } : null;
    const untold = await finish(
      { kind: "never-began", issue, stop, waited },
      { announcers, ledger: null, log },
    );
    if (untold.length > 0) throw new Error(`could not tell that a run never began: ${untold.join(", ")}`);
  });
}

/** Where GitHub lets us run none of the jobs again, what else is red is looked into, or a person is told. */
async function answerCi(
  asked: Intent,
  { pull, after }: Extract<Admission, { kind: "ci-answered" }>,
  deps: Acting,
): Promise<void> {
  const { repository } = asked.issue;
  const place = { ...deps, place: { repository, number: pull } };
  if (after.kind === "tell") return tell(renderCi(pull, after.what), place);
  if (after.kind === "ready") {
    await deps.github.pulls.markReady(repository, pull);
    return tell(renderGreen(pull), place);
  }
  const again = await Promise.all(after.jobs.map((job) => deps.github.ci.rerun(repository, job)));
  if (again.includes(true)) return;
  const { otherwise } = after;
  if (otherwise.kind === "tell") return tell(renderCi(pull, otherwise.what), place);
  if (asked.kind === "ci-stands") await judge({ ...asked, ...mending, occasion: asked.look }, deps, deps);
}
