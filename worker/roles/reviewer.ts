// The reviewer: a fresh pair of eyes on spec, change and evidence. It names findings; it decides nothing.
import { z } from "zod";
import type { Evidence } from "../../src/domain/evidence.ts";
import { Finding } from "../../src/domain/finding.ts";
import type { Spec } from "../../src/domain/spec.ts";
import type { Finish } from "../agent/loop.ts";
import { type Answer, type Desk, finishing, openTranscript, talk } from "./desk.ts";
import { patchText, specText } from "./texts.ts";

const Review = z.object({ findings: z.array(Finding).max(30) });
type Review = z.infer<typeof Review>;
const submitReview: Finish<Review> = finishing(
  "submit_review",
  "Submit your findings. Ends your work.",
  Review,
);

export type ReviewRequest = { spec: Spec; patch: string; evidence: Evidence; style: string };

export async function review(desk: Desk, request: ReviewRequest): Promise<Answer<Finding[]>> {
  const transcript = await openTranscript(
    "reviewer",
    [
      `## Spec\n${specText(request.spec)}`,
      `## Measured\n${evidenceText(request.evidence)}`,
      `## Change\n${patchText(request.patch)}`,
      request.style,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  const answer = await talk("reviewer", desk, transcript, submitReview);
  return answer.kind === "answered" ? { kind: "answered", value: answer.value.findings } : answer;
}

function evidenceText(evidence: Evidence): string {
  const checks = evidence.head.map((head) => `- ${head.check.name}: ${head.ending}`);
  const redGreen = evidence.redGreen.map(
    (r) => `- new or changed tests ${r.files.join(", ")}: ${r.base} on the base, ${r.head} on the head`,
  );
  const baseTests = (evidence.baseTestsOnHead ?? []).map(
    (b) => `- the base's own tests against the new code, ${b.check.name}: ${b.ending}`,
  );
  return [...checks, ...redGreen, ...baseTests, ...evidence.suspicions.map((s) => `- look at: ${s}`)].join(
    "\n",
  );
}
