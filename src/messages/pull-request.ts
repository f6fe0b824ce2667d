// The pull request as a maintainer reads it: a report of measurements, with what was not covered.
import type { Usage } from "../domain/budget.ts";
import { doubtsAbout, tallyOf } from "../domain/conclusion.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { Finding } from "../domain/finding.ts";
import type { Note } from "../domain/note.ts";
import type { Place } from "../domain/place.ts";
import { isProven } from "../domain/proof.ts";
import type { Round } from "../domain/round.ts";
import type { Spec } from "../domain/spec.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { doubtText } from "./doubt.ts";
import { evidenceSections } from "./evidence.ts";
import { findingItem } from "./finding.ts";
import { howToChange, waysIn } from "./local.ts";
import { pullMarker } from "./marker.ts";
import { noteText } from "./note.ts";
import { tallyText } from "./tally.ts";
import { count, duration, folded, listSection, money, sentences, tokens, total } from "./words.ts";

export type PullView = {
  issue: number;
  title: string;
  summary: string;
  spec: Spec;
  round: Round;
  evidence: Evidence;
  /** The reviewer's findings that do not block. */
  findings: Finding[];
  notes: Note[];
  usage: Partial<Record<string, Usage>>;
  phases: { name: string; durationMs: number }[];
  runId: string;
  /** The pull request is a draft, or will be. */
  isDraft: boolean;
  /** Where a person can read the transcript of the run; null: nowhere. */
  transcriptUrl: string | null;
  /** Left out: GitHub. */
  place?: Place;
};

/** Enough to say what and why; the rest of a long summary is in the spec. */
const MAX_SENTENCES = 3;

export function pullTitle(view: Pick<PullView, "title">): string {
  return oneLine(view.title, 100);
}

/** Subject and body of the commit. GitHub acts on the words of a commit message like on those of a comment, at every push. */
export function commitMessage(view: Pick<PullView, "title" | "summary" | "issue" | "spec">): string {
  // Made neutral as a whole: a closing word may end the title and its number begin the summary.
  const said = neutral(`${pullTitle(view)}\n\n${view.summary}`);
  return `${said}\n\nBuilt from spec v${view.spec.version} of #${view.issue}.\n`;
}

export function renderPullRequest(view: PullView): string {
  return [
    `${pullMarker(view.issue, view.spec.version, view.round)}\n${sentences(view.summary, MAX_SENTENCES)}`,
    builtFrom(view),
    glance(view),
    ...evidenceSections(view),
    listSection("Findings of the reviewing model that do not block", view.findings.map(findingItem)),
    listSection("Decisions and alternatives", view.spec.decisions),
    listSection("Out of scope", view.spec.outOfScope),
    listSection(
      "Notes",
      view.notes.map((note) => noteText(note, waysIn(view.place))),
    ),
    `### How to continue\n\n${howToContinue(view)}`,
    cost(view),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function builtFrom({ place, issue, spec }: PullView): string {
  const version = `from **spec v${spec.version}**`;
  return place?.kind === "folder" ? `Built ${version}.` : `Fixes #${issue}, built ${version} shown there.`;
}

function howToContinue({ place, issue, isDraft }: PullView): string {
  if (place?.kind === "folder") return howToChange(place);
  const draft = isDraft ? " This stays a draft until a person marks it ready." : "";
  return `Submit a review: one commit will answer every thread. Comment on #${issue} to change what is built. Push to this branch whenever you like; your commits are never overwritten.${draft}`;
}

/** What is true where no criterion is proven: tests that turned green show something, but not of a criterion. */
function unprovenText({ proofs, redGreen }: Evidence): string {
  const green = redGreen.reduce((sum, { turnedGreen }) => sum + turnedGreen.length, 0);
  if (green === 0)
    return "No test turned green with the change, so the text above says what was intended, not what was measured.";
  const turned = `${count(green, "test")} turned green with the change, but`;
  return proofs.some(({ by }) => by !== null)
    ? `${turned} no test named for a criterion proves it.`
    : `${turned} none is named for a criterion.`;
}

/** The tally first, and then the reason why a person has to decide. */
function glance({ spec, evidence, transcriptUrl }: PullView): string {
  const [doubt] = doubtsAbout(evidence, spec.criteria);
  return [
    `**${tallyText(tallyOf(evidence, spec.criteria))}**.`,
    ...(doubt === undefined ? [] : [`**First:** ${doubtText(doubt)}.`]),
    ...(evidence.proofs.some(isProven) ? [] : [unprovenText(evidence)]),
    ...(transcriptUrl === null ? [] : [`[Every step of the run](${transcriptUrl}).`]),
  ].join(" ");
}

function cost(view: PullView): string {
  const rows = Object.entries(view.usage).flatMap(([role, usage]) =>
    usage === undefined
      ? []
      : `| ${role} | ${usage.steps} | ${tokens(usage)} | ${cachedShare(usage)} | ${money(usage.usd)} |`,
  );
  const sum = total(view.usage);
  const phases = view.phases.map((phase) => `| ${phase.name} | ${duration(phase.durationMs)} |`);
  return folded(
    `Cost ${money(sum.usd)}, ${tokens(sum)}; by role, and time by phase`,
    [
      `| role | steps | tokens | input from the cache | cost |\n|---|---|---|---|---|\n${rows.join("\n")}`,
      `| phase | time |\n|---|---|\n${phases.join("\n")}`,
      `Run \`${view.runId}\``,
    ].join("\n\n"),
  );
}

/** Rounded down: a role that reads all of its input from the cache reads 100 %. */
function cachedShare({ inputTokens, cachedTokens }: Usage): string {
  return inputTokens === 0 ? "–" : `${Math.floor((100 * cachedTokens) / inputTokens)} %`;
}
