// What happened, in order: phases with their steps, measurements, walls, and where another execution took the run up.
import { html } from "hono/html";
import type { KeptEvent } from "../../ledger/ledger.ts";
import { wallText } from "../../messages/wall.ts";
import { count, money } from "../../messages/words.ts";
import type { Html } from "../html/html.ts";
import { outcomeStatus, status, type Tone } from "../html/status.ts";
import { lasting, prose, stopwatch } from "../html/words.ts";

type Line = { at: string; what: Html | string; detail: Html | string; tone: Tone };

/** `transcriptPath`: where what was said is read. */
export function timeline(events: KeptEvent[], transcriptPath: string): Html {
  const [first] = events;
  const startMs = first === undefined ? 0 : Date.parse(first.at);
  const lines = linesOf(events);
  if (lines.length === 0) return html`<p class="note">Nothing is kept of it any more.</p>`;
  return html`<ol class="timeline">${lines.map(
    ({ at, what, detail, tone }) =>
      html`<li class="${tone}"><time datetime="${at}">${stopwatch(Date.parse(at) - startMs)}</time><div><b>${what}</b> <span>${detail}</span></div></li>`,
  )}</ol>
<p><a href="${transcriptPath}">What was said, step by step</a></p>`;
}

function linesOf(events: KeptEvent[]): Line[] {
  const lines: Line[] = [];
  for (const [at, event] of events.entries()) {
    const line = lineOf(event, events.slice(at + 1));
    if (line !== null) lines.push({ at: event.at, ...line });
  }
  return lines;
}

/** Null: another line tells of it. */
function lineOf(event: KeptEvent, later: KeptEvent[]): Omit<Line, "at"> | null {
  switch (event.kind) {
    case "started":
      return event.resumed === undefined
        ? { what: "began", detail: ASKED_FOR[event.job], tone: "rest" }
        : { what: "resumed", detail: resumedText(event.resumed), tone: "warn" };
    case "phase-started":
      return { what: event.phase, ...phaseOf(event, later) };
    case "attempted":
      return { what: `attempt ${event.attempt}`, ...attemptOf(event) };
    case "wall":
      return {
        what: "wall",
        detail: html`${prose(wallText(event.wall))}; the architect ${ADVICE[event.advice]}`,
        tone: "warn",
      };
    case "conflict":
      return { what: "conflict", detail: CONFLICTS[event.with], tone: "warn" };
    case "ended":
      return { what: "ended", detail: outcomeStatus(event.outcome.kind), tone: "rest" };
    case "past":
      return { what: event.was, detail: event.told, tone: "rest" };
    case "phase-ended":
    case "stepped":
    case "read":
    case "specified":
      return null;
    default:
      return event satisfies never;
  }
}

const ASKED_FOR: Record<Of<"started">["job"], string> = {
  work: "to build what the issue asks for",
  refine: "with new words on the issue",
  adopt: "with a spec that a person edited",
  revise: "to answer a review",
  polish: "to answer a review, with the spec as it is",
  restart: "afresh, with a review as part of the spec",
  mend: "to mend a red CI",
  watch: "to look at what was merged",
};

const CONFLICTS: Record<Of<"conflict">["with"], string> = {
  base: "the base changed the same lines",
  branch: "somebody changed the same lines on the branch",
};

const ADVICE: Record<Of<"wall">["advice"], string> = {
  amend: "wrote another order",
  narrow: "narrowed what is to be done",
  ask: "has a question",
  stop: "advised to stop",
};

type Of<K extends KeptEvent["kind"]> = Extract<KeptEvent, { kind: K }>;

function phaseOf({ phase }: Of<"phase-started">, later: KeptEvent[]): Pick<Line, "detail" | "tone"> {
  const end = later.findIndex((event) => event.kind === "phase-ended" && event.phase === phase);
  const ended = end === -1 ? undefined : later[end];
  const steps = later.slice(0, end === -1 ? undefined : end).filter((event) => event.kind === "stepped");
  const last = steps.at(-1);
  // Its head says whether the price is known.
  const usd = last?.spent.usd ?? null;
  const cost = usd === null ? "" : `, ${money(usd)} spent by then`;
  const spent = last === undefined ? "" : `, ${stepsText(steps)}${cost}`;
  if (ended?.kind !== "phase-ended") return { detail: `at work${spent}`, tone: "live" };
  return { detail: `${lasting(ended.durationMs)}${spent}`, tone: "good" };
}

function stepsText(steps: Of<"stepped">[]): string {
  const byRole = Map.groupBy(steps, ({ role }) => role);
  return [...byRole].map(([role, each]) => `${count(each.length, "step")} of the ${role}`).join(", ");
}

function attemptOf({ checks, criteria }: Of<"attempted">): Pick<Line, "detail" | "tone"> {
  const broken = checks.filter(({ ending }) => ending !== "passed");
  const proven = criteria.of === 0 ? "" : ` · ${criteria.proven} of ${criteria.of} criteria proven`;
  if (broken.length > 0)
    return {
      detail: html`${status(`${broken.length} of ${checks.length} checks fail`, "bad")}${proven}`,
      tone: "bad",
    };
  return { detail: html`${status("checks hold", "good")}${proven}`, tone: "good" };
}

function resumedText({ times, done, replies }: NonNullable<Of<"started">["resumed"]>): string {
  const kept = done.length === 0 ? "nothing was kept" : `kept: ${done.join(", ")}`;
  return `the ${times === 1 ? "first" : `${times}th`} time; ${kept}, and ${count(replies, "paid reply", "paid replies")}`;
}
