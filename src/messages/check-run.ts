// The check run on the published commit: the evidence as its summary, the transcript as its text.
import { type Conclusion, conclusionOf, doubtsAbout, tallyOf } from "../domain/conclusion.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { Spec } from "../domain/spec.ts";
import { oneLine } from "../domain/text.ts";
import { doubtText } from "./doubt.ts";
import { evidenceSections } from "./evidence.ts";
import { tallyText } from "./tally.ts";
import { type Excerpt, renderTranscript } from "./transcript.ts";

export const CHECK_NAME = "issuewright/evidence";
/** The most that GitHub accepts in the summary, and in the text. It says characters and counts bytes. */
export const MAX_FIELD_BYTES = 65_535;

export type CheckView = {
  issue: number;
  spec: Spec;
  evidence: Evidence;
  transcript: Excerpt;
  /** Names under which a person finds the whole transcript. */
  keptAs: string[];
};

export type CheckText = { conclusion: Conclusion; title: string; summary: string; text: string };

export function renderCheck(view: CheckView): CheckText {
  const { spec, evidence } = view;
  return {
    conclusion: conclusionOf(evidence, spec.criteria),
    title: titleOf(evidence, spec),
    summary: cutAtLine(summaryOf(view), MAX_FIELD_BYTES),
    text: renderTranscript(view.transcript, view.keptAs, MAX_FIELD_BYTES),
  };
}

const MAX_TITLE_CHARACTERS = 250;

/** The reason why it is no success comes first. */
function titleOf(evidence: Evidence, { criteria }: Spec): string {
  const tally = tallyText(tallyOf(evidence, criteria));
  const [doubt] = doubtsAbout(evidence, criteria);
  return doubt === undefined ? tally : `${oneLine(plain(doubtText(doubt)), MAX_TITLE_CHARACTERS)} · ${tally}`;
}

/** GitHub shows a title as it is written. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, "‘$1’");
}

function summaryOf({ issue, spec, evidence }: CheckView): string {
  return [`For **spec v${spec.version}** of #${issue}.`, ...evidenceSections({ spec, evidence })].join(
    "\n\n",
  );
}

/** Nobody reads a longer text to its end. */
function cutAtLine(text: string, maxBytes: number): string {
  const all = Buffer.from(text);
  if (all.length <= maxBytes) return text;
  const note = "\n\n*The rest is left out here.*";
  const kept = all.subarray(0, maxBytes - Buffer.byteLength(note)).toString();
  return `${kept.slice(0, kept.lastIndexOf("\n"))}${note}`;
}
