// The reviewer: a fresh look at spec, change and evidence. It names findings and decides nothing.
import { z } from "zod";
import { lookTwice, ranTests } from "../../src/domain/conclusion.ts";
import type { CheckResult, Evidence, RedGreen } from "../../src/domain/evidence.ts";
import type { Sight } from "../../src/domain/experiment.ts";
import {
  type Finding,
  findingFaults,
  GivenFinding,
  type Reviewed,
  type Shown,
  withoutFaults,
} from "../../src/domain/finding.ts";
import { gapsIn } from "../../src/domain/gap.ts";
import type { Change } from "../../src/domain/patch.ts";
import { rewrittenPlaces } from "../../src/domain/rewritten.ts";
import type { Spec } from "../../src/domain/spec.ts";
import { visible } from "../../src/domain/text.ts";
import { findingsText } from "../../src/messages/finding.ts";
import { gapText } from "../../src/messages/gap.ts";
import { proverText } from "../../src/messages/prover.ts";
import { remarkText } from "../../src/messages/remark.ts";
import { rewrittenText } from "../../src/messages/rewritten.ts";
import { count } from "../../src/messages/words.ts";
import type { HandInTool } from "../agent/calls.ts";
import { askRole, type Equipment, type HandIn, handInTool, openTranscript } from "./ask-role.ts";
import { saidText } from "./checks-text.ts";
import { findingFaultText } from "./fault-texts.ts";
import { sinceText } from "./since.ts";
import { patchText, specText } from "./texts.ts";

const Review = z.object({ findings: z.array(GivenFinding).max(30) });
type Review = z.infer<typeof Review>;
const submitReview: HandInTool<Review> = handInTool(
  "submit_review",
  "Submit your findings. Ends your work.",
  Review,
);

export type ReviewRequest = {
  spec: Spec;
  diff: Uint8Array;
  evidence: Evidence;
  /** What people asked for in a review of the pull request, and what the coder says to each; empty: nothing. */
  threads: string;
  style: string;
  /** The last review of this run, and the change as it was then; null: this is the first. */
  before: { findings: Finding[]; changes: readonly Change[] } | null;
  changes: readonly Change[];
  /** How many lines a file has after the change; null: there is no such text file. */
  linesOf(path: string): Promise<number | null>;
  /** Runs a command on the head, in a sandbox that nothing else was run in. */
  show(command: string): Promise<Shown>;
};

/** More commands are not run: whoever hands in so many shows nothing better by them. */
const MOST_COMMANDS = 8;

/** Findings about things that do not exist go back once. After that, those references are left out of them. */
export async function review(equipment: Equipment, request: ReviewRequest): Promise<HandIn<Finding[]>> {
  const transcript = await openTranscript(
    "reviewer",
    [
      `## Spec\n${specText(request.spec)}`,
      `## Measured\n${evidenceText(request.evidence, request.spec)}`,
      request.threads === "" ? "" : `## Review threads that the change answers\n${request.threads}`,
      ...beforeTexts(request),
      `## Change\n${patchText(request.diff)}`,
      request.style,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  for (let round = 0; ; round++) {
    const handedIn = await askRole(equipment, { role: "reviewer", transcript, handIn: submitReview });
    if (handedIn.kind !== "handed-in") return handedIn;
    const { findings, about } = await lookedUp(handedIn.value.findings, request);
    const faults = findingFaults(findings, about);
    if (faults.length === 0 || round === 1) {
      return { kind: "handed-in", value: findings.map((finding) => withoutFaults(finding, about)) };
    }
    transcript.user(
      `Some findings cannot be checked. Correct them, leave out what you cannot show, and submit all of them again:\n- ${faults.map(findingFaultText).join("\n- ")}`,
    );
  }
}

/** The findings, with their files named as in the tree, and the files, lines and criteria that exist. */
async function lookedUp(given: GivenFinding[], { spec, linesOf, show }: ReviewRequest) {
  const lines = new Map<string, number | null>();
  const findings: Finding[] = [];
  for (const finding of given) {
    const names = finding.file === null ? [] : [finding.file, plain(finding.file)];
    for (const name of names) if (!lines.has(name)) lines.set(name, await linesOf(name));
    const known = names.find((name) => (lines.get(name) ?? null) !== null);
    const isRun =
      finding.command !== null && findings.filter(({ shown }) => shown !== null).length < MOST_COMMANDS;
    const shown = isRun && finding.command !== null ? await show(finding.command) : null;
    findings.push({ ...finding, file: known ?? finding.file, shown });
  }
  const criteria = spec.criteria.map(({ id }) => id);
  const about: Reviewed = { criteria, linesOf: (path) => lines.get(path) ?? null };
  return { findings, about };
}

function beforeTexts({ before, changes }: ReviewRequest): string[] {
  if (before === null) return [];
  return [
    `## Findings of the review before this one\n${visible(findingsText(before.findings))}`,
    `## What changed since then\n${visible(sinceText(before.changes, changes))}`,
  ];
}

/** A path without what a diff, a shell or markdown puts around it. */
function plain(path: string): string {
  return path.replace(/^`|`$/g, "").replace(/^(?:\.\/|[ab]\/)/, "");
}

const MOST_FLAKY = 20;

function evidenceText(evidence: Evidence, { criteria }: Spec): string {
  const endingText = (result: CheckResult) => {
    const { check, ending } = result;
    const before = evidence.base.find((each) => each.check.name === check.name);
    const too = ending !== "passed" && before?.ending === ending ? ", and so it did before the change" : "";
    return visible(`${check.name}: ${ending}${too}${saidText(result)}`);
  };
  const checks = evidence.head.map((result) => `- ${endingText(result)}`);
  const redGreen = ranTests(evidence).map(
    (r) =>
      `- new or changed tests ${r.files.join(", ")}: ${r.base} on the base${kindsOf(r)}, ${r.head} on the head`,
  );
  const baseTests = (evidence.baseTestsOnHead ?? []).map(
    (result) => `- the base's own tests against the new code, ${endingText(result)}`,
  );
  const proofs = evidence.proofs.flatMap(({ criterion, by, without, with: on, noticed }) =>
    by === null
      ? []
      : `- ${criterion}: ${visible(proverText(by))}: with the change ${SIGHTS[on]}, without it ${SIGHTS[without]}, failed at an assertion with ${count(noticed, "part")} of it taken out`,
  );
  return [
    ...checks,
    ...redGreen,
    ...baseTests,
    ...proofs,
    ...evidence.flaky
      .slice(0, MOST_FLAKY)
      .map(({ check, test }) => `- flaky, passes and fails on the same tree: ${test ?? check}`),
    ...gapsIn(evidence, criteria).map((gap) => `- not covered: ${visible(gapText(gap))}`),
    ...rewrittenPlaces(evidence.rewritten).map(
      (each) => `- existing test altered: ${visible(rewrittenText(each))}`,
    ),
    ...lookTwice(evidence).map((remark) => `- look at: ${visible(remarkText(remark))}`),
  ].join("\n");
}

const SIGHTS: Record<Sight, string> = {
  passed: "passed",
  "failed-at-assertion": "failed at an assertion",
  "failed-otherwise": "failed, at no assertion that could be told",
  "not-loaded": "did not load",
  skipped: "skipped",
  flaky: "passed and failed",
  "not-seen": "not seen",
};

function kindsOf({ reds }: RedGreen): string {
  const kinds = [...new Set(reds.map((red) => REDS[red.kind]))];
  return kinds.length === 0 ? "" : ` (${kinds.join(", ")})`;
}

const REDS: Record<RedGreen["reds"][number]["kind"], string> = {
  assertion: "at an assertion",
  exception: "by an exception",
  missing: "they cannot be loaded there, or use names that do not exist there",
  timeout: "by a time limit of the runner",
  unknown: "for a reason that the output does not show",
};
