// The coder: it executes the work order with the tools. Its claims about its work only tell the harness what to check.
import type { Pictures } from "../../src/domain/picture.ts";
import type { Spec } from "../../src/domain/spec.ts";
import { visible } from "../../src/domain/text.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import type { HandInTool } from "../agent/calls.ts";
import type { Transcript } from "../agent/transcript.ts";
import { askRole, type Equipment, type HandIn, handInTool, openTranscript, type Watch } from "./ask-role.ts";
import { Done, doneSoFar } from "./done.ts";
import { picturesText } from "./pictures-text.ts";
import { orderText, specText } from "./texts.ts";

const DESCRIPTION =
  "The work order is executed (or blocked). proofs: per acceptance criterion the test or check that proves it. undecidable: criteria that no test can decide (a document, types, how something looks), each with the reason. answers: per review thread, what was done, or why not; `asksNothing` where the text of a review as a whole asks for nothing itself.";

/** What the coder may speak of: the ids of criteria, and of the threads that wait for an answer. */
export type Topics = { criteria: readonly string[]; threads: readonly number[] };

/** A proof of a criterion that the spec lacks, and an answer to no thread, would be lost: both go back to the coder. */
export function doneFor({ criteria, threads }: Topics): HandInTool<Done> {
  const near = (id: string) => criteria.find((each) => bare(each) === bare(id)) ?? id;
  const schema = Done.transform((said) => ({
    ...said,
    proofs: said.proofs.map((each) => ({ ...each, criterion: near(each.criterion) })),
    undecidable: said.undecidable.map((each) => ({ ...each, criterion: near(each.criterion) })),
  })).superRefine(({ proofs, undecidable, answers }, context) => {
    const named = [...proofs, ...undecidable].map(({ criterion }) => criterion);
    const unknown = new Set(named.filter((id) => !criteria.includes(id)));
    const strangers = new Set(answers.map(({ thread }) => thread).filter((id) => !threads.includes(id)));
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (unknown.size > 0)
      refuse(`the spec has no criterion ${[...unknown].join(", ")}; it has ${criteria.join(", ")}`);
    if (strangers.size > 0 && threads.length > 0)
      refuse(`no thread ${[...strangers].join(", ")} waits for an answer; these do: ${threads.join(", ")}`);
  });
  return { ...handInTool("done", DESCRIPTION, schema), together: doneSoFar };
}

/** `ac-1` and `AC 1` are AC1. */
function bare(id: string): string {
  return id.replace(/[^a-z0-9]/gi, "").toUpperCase();
}

export type CoderRequest = {
  spec: Spec;
  order: WorkOrder;
  threads: string;
  /** Red jobs of the repository's CI; empty: it is not about them. */
  redJobs: string;
  existingChange: boolean;
  style: string;
  checks: string;
  places: string;
  pictures: Pictures;
  /** The issue, word for word, if no architect read it; else empty. */
  issue: string;
};

/** Opens the transcript that the coder keeps for the whole run. Each further message is added to its end. */
export function openCoder(request: CoderRequest): Promise<Transcript> {
  return openTranscript(
    "coder",
    [
      `## Spec\n${specText(request.spec)}`,
      `## Work order\n${orderText(request.order)}`,
      request.existingChange ? GOES_ON : "",
      request.threads === "" ? "" : `## Review threads to answer, each once\n${request.threads}`,
      request.redJobs === ""
        ? ""
        : `## Red jobs of the repository's CI, which the change must mend\n${request.redJobs}`,
      request.issue === "" ? "" : `## The issue, word for word\n${visible(request.issue)}`,
      picturesText(request.pictures),
      request.places,
      request.checks,
      request.style,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    request.pictures.shown,
  );
}

/** A coder that alters a comment alone would name no test, and what was proven before would be proven no longer. */
const GOES_ON =
  "The change made so far for this spec is already in the working tree. Name a test in `done` for every criterion all the same, also where the criterion is met already: look at the tests that the change brought.";

export function work(
  equipment: Equipment,
  asked: Topics,
  { transcript, watch }: { transcript: Transcript; watch: Watch },
): Promise<HandIn<Done>> {
  return askRole(equipment, { role: "coder", transcript, handIn: doneFor(asked), watch });
}
