// The one comment that always shows the present state: what is happening, the spec, what changed in it, how the run ended.
import type { Outcome } from "../domain/outcome.ts";
import type { Place } from "../domain/place.ts";
import type { Telling } from "../domain/run-state.ts";
import type { Size } from "../domain/size.ts";
import { specDigest } from "../domain/spec.ts";
import type { Stop } from "../domain/stop.ts";
import { oneLine } from "../domain/text.ts";
import type { Wait } from "../domain/wait.ts";
import { causeText } from "./fault.ts";
import { renderLocally, waysIn } from "./local.ts";
import { basisMarker, type SpecMark, specMarker, stickyMarker } from "./marker.ts";
import { noteText } from "./note.ts";
import { renderBriefly, renderOutcome } from "./outcome.ts";
import { renderSpec } from "./spec.ts";
import { cancelledQueued } from "./stop.ts";
import { whyItWaits } from "./waiting.ts";
import { count, duration, flat, folded, list, money, tokens, total } from "./words.ts";

export type StickyView = Omit<Telling, "labels" | "commentRead" | "taken"> & {
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** Left out: GitHub. */
  place?: Place;
  /** Null: it still runs. */
  outcome: Outcome | null;
  /** The spec is a person's edit of the one with this mark, and no run has taken it yet. Left out: it is ours. */
  editOf?: SpecMark;
};

export function renderSticky(view: StickyView): string {
  return fitted(view, (given, length) =>
    [
      ...top(given),
      given.outcome === null ? progress(given) : ending(given.outcome, given.place, length),
      pullLine(given),
      ...(given.spec === null ? [] : ["---", renderSpec(given.spec), sizeLine(given.size), changes(given)]),
      "---",
      footer(given, length),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
}

function ending(outcome: Outcome, place: StickyView["place"], length: Length): string {
  if (place?.kind === "folder") return renderLocally(outcome, { ...HERE, issueFile: place.issueFile });
  return length === "whole" ? renderOutcome(outcome) : renderBriefly(outcome);
}

/** Beside the file that holds this; what was kept of a change is told where the run ends. */
const HERE = { patch: null, pullRequest: "pull-request.md" };

function top({ issue, basis, spec, editOf }: StickyView): string[] {
  const mark = editOf ?? (spec === null ? null : { version: spec.version, words: specDigest(spec) });
  const lines = [stickyMarker(issue.number), basis === null ? "" : basisMarker(basis)];
  return [[...lines, ...(mark === null ? [] : [specMarker(mark)])].join("\n")];
}

/** Leads to the pull request where the words above do not. */
function pullLine({ pull, outcome }: StickyView): string {
  if (pull === null) return "";
  const link = `[#${pull.number}](${pull.url})`;
  switch (outcome?.kind) {
    case undefined:
    case "superseded":
      return `Its pull request is ${link}.`;
    case "opened":
    case "revised":
    case "watched":
      return "";
    case "needs-answer":
    case "no-change":
    case "gave-up":
    case "cancelled":
    case "failed":
      return `Its pull request ${link} is still open.`;
    default:
      return outcome satisfies never;
  }
}

/** A run that waits, with the spec that the issue shows already. */
export function renderWaiting(view: StickyView, why: Wait): string {
  return unbegun(view, `**Waiting…** ${whyItWaits(why)}`);
}

/** A run of which the comment said that it waits, and that will not begin. */
export function renderCancelledWait(view: StickyView, stop: Stop): string {
  return unbegun(view, cancelledQueued(stop));
}

function unbegun(view: StickyView, head: string): string {
  return fitted(view, (given, length) =>
    [
      ...top(given),
      head,
      ...(given.spec === null ? [] : ["---", renderSpec(given.spec)]),
      "---",
      footer(given, length),
    ].join("\n\n"),
  );
}

/** GitHub takes so many characters as one comment. */
const LONGEST = 65_536;
type Length = "whole" | "brief";

/**
 * What explains gives way first, then what the spec carries along: old decisions, what is out of scope, requirements. Its
 * goal, criteria and questions always fit.
 */
function fitted(view: StickyView, render: (view: StickyView, length: Length) => string): string {
  const whole = render(view, "whole");
  if (whole.length <= LONGEST) return whole;
  let left: StickyView | null = { ...view, changes: [] };
  let shown = render(left, "brief");
  while (shown.length > LONGEST) {
    left = withLess(left);
    if (left === null) return shown;
    shown = render(left, "brief");
  }
  return shown;
}

function withLess(view: StickyView): StickyView | null {
  const { spec } = view;
  if (spec === null) return null;
  const { decisions, outOfScope, requirements } = spec;
  if (decisions.length > 0) return { ...view, spec: { ...spec, decisions: decisions.slice(1) } };
  if (outOfScope.length > 0) return { ...view, spec: { ...spec, outOfScope: outOfScope.slice(0, -1) } };
  if (requirements.length > 0) return { ...view, spec: { ...spec, requirements: requirements.slice(0, -1) } };
  return null;
}

function progress(view: StickyView): string {
  if (view.waitsFor !== null)
    return `**Waiting.** ${oneLine(`${causeText(view.waitsFor)}. Nothing is lost, and the run goes on by itself.`)}${doneLine(view)}`;
  const doing = view.running.length === 0 ? "Starting" : `Working: ${view.running.join(" and ")}`;
  return `**${doing}…**${doneLine(view)}`;
}

function doneLine(view: StickyView): string {
  const done = view.done.map((phase) => `${phase.name} ${duration(phase.durationMs)}`).join(" · ");
  return done === "" ? "" : `\n\nDone: ${done}`;
}

function changes(view: StickyView): string {
  if (view.changes.length === 0) return "";
  const rows = view.changes.map((change) => {
    const sign = { added: "added", removed: "removed", changed: "now" }[change.kind];
    return change.kind === "removed"
      ? `${change.section}, ${sign}: ~~${change.text}~~`
      : `${change.section}, ${sign}: ${change.text}`;
  });
  return `#### What changed since v${(view.spec?.version ?? 1) - 1}\n\n${list(rows)}`;
}

/** Begins with a tag, because the parser of the spec stops at one. */
function sizeLine(size: Size | null): string {
  if (size === null) return "";
  const counted = [
    count(size.words, "word"),
    count(size.criteria, "criterion", "criteria"),
    `${count(size.files, "file")} to change`,
  ];
  return `<sub>small: ${counted.join(", ")}; so spec and work order were written together</sub>`;
}

function footer(view: StickyView, length: Length): string {
  const sum = total(view.usage);
  const facts = [
    `run \`${view.runId}\``,
    view.outcome === null ? `updated ${view.updatedAt}` : `ended ${view.updatedAt}`,
    sum.steps === 0
      ? ""
      : `${count(sum.steps, "step")}, ${tokens(sum)}, ${money(sum.usd)}${view.outcome === null ? " so far" : ""}`,
    view.untrustedComments === 0
      ? ""
      : `${count(view.untrustedComments, "comment")} by people without write access ${view.untrustedComments === 1 ? "was" : "were"} not read`,
    ...view.notes.map((note) => flat(noteText(note, waysIn(view.place)))),
    length === "whole" ? "" : "GitHub takes no more in one comment, so some of it is left out",
  ].filter((fact) => fact !== "");
  const phases =
    view.outcome === null || view.done.length === 0
      ? ""
      : `\n\n${folded("Time by phase", view.done.map((p) => `- ${p.name}: ${duration(p.durationMs)}`).join("\n"))}`;
  const help = view.place?.kind === "folder" ? "" : " · `/ai help`";
  return `<sub>${facts.join(" · ")}${help}</sub>${phases}`;
}
