// One defect the reviewer names, and the judgement that follows from all of them.
import { z } from "zod";
import { line, lineOrNull } from "./text.ts";

export const Finding = z.object({
  /** Null: the change as a whole. */
  file: z.string().max(400).nullable().default(null),
  line: z.int().positive().nullable().default(null),
  severity: z.enum(["blocking", "minor"]),
  /** Id of the acceptance criterion it concerns; null for anything else. */
  criterion: z.string().max(10).nullable().default(null),
  text: line(800),
  /** The input, call or line that shows it. */
  shownBy: lineOrNull(400),
});
export type Finding = z.infer<typeof Finding>;

export type Verdict = { kind: "accepted"; findings: Finding[] } | { kind: "blocked"; findings: Finding[] };

/** What a finding may speak of. */
export type Reviewed = {
  /** Ids of the acceptance criteria. */
  criteria: string[];
  /** How many lines a file has after the change; null where there is none. */
  linesOf(path: string): number | null;
};

/** Why a finding goes back to its author; `index` is its place in the list, from 0. */
export type FindingFault = { index: number } & (
  | { kind: "no-such-file"; file: string }
  /** `lines`: how many the file has. */
  | { kind: "no-such-line"; file: string; line: number; lines: number }
  | { kind: "no-such-criterion"; criterion: string; criteria: string[] }
  /** It blocks, and names neither a criterion nor what shows the defect. */
  | { kind: "blocks-unshown" }
);

/** Empty where every finding speaks of what is there. */
export function findingFaults(findings: Finding[], about: Reviewed): FindingFault[] {
  return findings.flatMap((finding, index) => faultsOf(finding, index, about));
}

function faultsOf(finding: Finding, index: number, { criteria, linesOf }: Reviewed): FindingFault[] {
  const { file, line, criterion, severity, shownBy } = finding;
  const faults: FindingFault[] = [];
  const lines = file === null ? null : linesOf(file);
  if (file !== null && lines === null) faults.push({ index, kind: "no-such-file", file });
  if (file !== null && lines !== null && line !== null && line > lines)
    faults.push({ index, kind: "no-such-line", file, line, lines });
  if (criterion !== null && !criteria.includes(criterion))
    faults.push({ index, kind: "no-such-criterion", criterion, criteria });
  if (severity === "blocking" && criterion === null && shownBy === null)
    faults.push({ index, kind: "blocks-unshown" });
  return faults;
}

/** The finding without references to what does not exist. A blocking finding without checkable proof becomes minor. */
export function withoutFaults(finding: Finding, { criteria, linesOf }: Reviewed): Finding {
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
