// One defect the reviewer names, and the judgement that follows from all of them.
import { z } from "zod";
import { line } from "./text.ts";

export const Finding = z.object({
  /** Null: the change as a whole. */
  file: z.string().max(400).nullable().default(null),
  line: z.int().positive().nullable().default(null),
  severity: z.enum(["blocking", "minor"]),
  /** Id of the acceptance criterion it concerns; null for anything else. */
  criterion: z.string().max(10).nullable().default(null),
  text: line(800),
  /** The input, call or line that shows it. */
  shownBy: line(400).nullable().default(null),
});
export type Finding = z.infer<typeof Finding>;

export type Verdict = { kind: "accepted"; findings: Finding[] } | { kind: "blocked"; findings: Finding[] };

/** What a finding may speak of. */
export type Ground = {
  /** Ids of the acceptance criteria. */
  criteria: string[];
  /** How many lines a file has after the change; null where there is none. */
  linesOf(path: string): number | null;
};

/** What its author has to mend, as sentences; empty when every finding stands on the ground. */
export function findingFaults(findings: Finding[], ground: Ground): string[] {
  return findings.flatMap((finding, index) =>
    faultsOf(finding, ground).map((fault) => `finding ${index + 1}: ${fault}`),
  );
}

function faultsOf({ file, criterion, severity, shownBy }: Finding, { criteria, linesOf }: Ground): string[] {
  return [
    ...(file === null || linesOf(file) !== null ? [] : [`there is no file ${file} after the change`]),
    ...(criterion === null || criteria.includes(criterion)
      ? []
      : [`there is no criterion ${criterion}; there are ${criteria.join(", ")}`]),
    ...(severity === "minor" || criterion !== null || shownBy !== null
      ? []
      : [
          "it blocks and names neither a criterion nor, in shownBy, the input, call or line that shows the defect",
        ]),
  ];
}

/** What is still wrong is taken off; a finding that blocks for nothing that can be checked no longer blocks. */
export function standing(finding: Finding, { criteria, linesOf }: Ground): Finding {
  const lines = finding.file === null ? null : linesOf(finding.file);
  const file = lines === null ? null : finding.file;
  const line = lines === null || finding.line === null || finding.line > lines ? null : finding.line;
  const criterion = criteria.find((id) => id === finding.criterion) ?? null;
  const blocks = finding.severity === "blocking" && (criterion !== null || finding.shownBy !== null);
  return { ...finding, file, line, criterion, severity: blocks ? "blocking" : "minor" };
}

/** The model names findings; whether they block is decided here. */
export function verdict(findings: Finding[]): Verdict {
  const blocks = findings.some((finding) => finding.severity === "blocking");
  return { kind: blocks ? "blocked" : "accepted", findings };
}
