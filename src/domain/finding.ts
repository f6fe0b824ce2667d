// One defect the reviewer names, and the judgement that follows from all of them.
import { z } from "zod";
import { line, lineOrNull } from "./text.ts";

/** What a command showed, which the harness ran on the head in a sandbox of its own. */
export const Shown = z.object({
  ending: z.enum(["exited", "timed-out", "killed"]),
  exitStatus: z.int().nullable(),
  /** The end of what it printed, at most 600 characters. */
  output: z.string(),
});
export type Shown = z.infer<typeof Shown>;

const COMMAND_CHARACTERS = 1000;

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
  /** A line for a shell in the repository's root that shows it on the head; null: none was given. */
  command: z.string().max(COMMAND_CHARACTERS).nullable().default(null),
  /** What the command showed; null: none was run. */
  shown: Shown.nullable().default(null),
});
export type Finding = z.infer<typeof Finding>;

/** As a reviewer hands it in: what a command shows is measured, and not told. */
export const GivenFinding = Finding.omit({ shown: true });
export type GivenFinding = z.infer<typeof GivenFinding>;

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
  /** Its command did not come to an end, or is none (exit status 126 and 127 of a shell). */
  | { kind: "command-not-run"; command: string; shown: Shown }
  /** It blocks, and names neither a criterion nor what shows the defect. */
  | { kind: "blocks-unshown" }
);

/** Empty where every finding speaks of what is there. */
export function findingFaults(findings: Finding[], about: Reviewed): FindingFault[] {
  return findings.flatMap((finding, index) => faultsOf(finding, index, about));
}

function faultsOf(finding: Finding, index: number, { criteria, linesOf }: Reviewed): FindingFault[] {
  const { file, line, criterion, severity, shownBy, command, shown } = finding;
  const faults: FindingFault[] = [];
  const lines = file === null ? null : linesOf(file);
  if (file !== null && lines === null) faults.push({ index, kind: "no-such-file", file });
  if (file !== null && lines !== null && line !== null && line > lines)
    faults.push({ index, kind: "no-such-line", file, line, lines });
  if (criterion !== null && !criteria.includes(criterion))
    faults.push({ index, kind: "no-such-criterion", criterion, criteria });
  if (command !== null && shown !== null && !ran(shown))
    faults.push({ index, kind: "command-not-run", command, shown });
  if (severity === "blocking" && criterion === null && shownBy === null && command === null)
    faults.push({ index, kind: "blocks-unshown" });
  return faults;
}

function ran({ ending, exitStatus }: Shown): boolean {
  return ending === "exited" && exitStatus !== 126 && exitStatus !== 127;
}

/** The finding without references to what does not exist. A blocking finding without checkable proof becomes minor. */
export function withoutFaults(finding: Finding, { criteria, linesOf }: Reviewed): Finding {
  const lines = finding.file === null ? null : linesOf(finding.file);
  const file = lines === null ? null : finding.file;
  const line = lines === null || finding.line === null || finding.line > lines ? null : finding.line;
  const criterion = criteria.find((id) => id === finding.criterion) ?? null;
  const shown = finding.shown !== null && ran(finding.shown) ? finding.shown : null;
  const command = shown === null ? null : finding.command;
  const isShown = criterion !== null || finding.shownBy !== null || shown !== null;
  const severity = finding.severity === "blocking" && isShown ? "blocking" : "minor";
  return { ...finding, file, line, criterion, severity, command, shown };
}

/** The model names findings; whether they block is decided here. */
export function verdict(findings: Finding[]): Verdict {
  const blocks = findings.some((finding) => finding.severity === "blocking");
  return { kind: blocks ? "blocked" : "accepted", findings };
}
