// One defect the reviewer names, and the judgement that follows from all of them.
import { z } from "zod";
import { line } from "./text.ts";

export const Finding = z.object({
  file: z.string().max(400),
  line: z.int().positive().nullable(),
  severity: z.enum(["blocking", "minor"]),
  /** Id of the acceptance criterion it concerns; null for anything else. */
  criterion: z.string().max(10).nullable(),
  text: line(800),
});
export type Finding = z.infer<typeof Finding>;

export type Verdict = { kind: "accepted"; findings: Finding[] } | { kind: "blocked"; findings: Finding[] };

/** The model names findings; whether they block is decided here. */
export function verdict(findings: Finding[]): Verdict {
  const blocks = findings.some((finding) => finding.severity === "blocking");
  return { kind: blocks ? "blocked" : "accepted", findings };
}
