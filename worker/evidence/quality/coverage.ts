// How many of the changed lines the tests run: one more run of the head's checks, with the toolchain's own coverage tool.
import type { Check, CheckResult, Coverage, CoverageGap } from "../../../src/domain/evidence.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { CoverageTool, LineCounts } from "../../toolchains/coverage.ts";
import { mayOnlyDeclare } from "../../toolchains/paths.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { runChecks, timeOf } from "../measure/check.ts";
import type { ChangedLine } from "../prove/code-lines.ts";

/** Tests that take longer are not run once more for it. */
export const LONGEST_MS = 2 * 60_000;
export const REPORT_BYTES = 4 * 1024 * 1024;
const COLLECT_MS = 60_000;

export type Covering = {
  project: Pick<Project, "checks" | "coverage" | "read" | "runnerOf">;
  /** The lines of code the change adds. */
  lines: ChangedLine[];
  head: CheckResult[];
  leftMs: number;
  /** A fresh sandbox of the head. */
  open(): Promise<Sandbox>;
  signal: AbortSignal;
};

/** `ran`: the changed lines that ran, as `file:line`; null where nobody knows. */
export type Covered = { coverage: Coverage; ran: ReadonlySet<string> | null; spentMs: number };

/** Counts neither for nor against the change: a check that fails only while it is watched says nothing about it. */
export async function cover({ project, lines, head, leftMs, open, signal }: Covering): Promise<Covered> {
  if (lines.length === 0) return unmeasured("no-code-added");
  const tool = project.coverage;
  if (tool === null) return unmeasured("no-tool");
  if (timeOf(head) > Math.min(LONGEST_MS, leftMs)) return unmeasured("too-slow");
  await using sandbox = await open();
  const results = await runChecks(sandbox, project, watched(project.checks, tool), signal);
  const spentMs = timeOf(results);
  if (results.some((result) => fails(result, head))) return unmeasured("ended-otherwise", spentMs);
  const files = [...new Set(lines.map(({ file }) => file))];
  const command = { line: tool.collect(files), timeoutMs: COLLECT_MS, outputBytes: REPORT_BYTES, signal };
  const report = await sandbox.run(command);
  signal.throwIfAborted();
  if (report.cutBytes > 0) return unmeasured("report-too-long", spentMs);
  const counts = tool.read(report.output, new Set(files));
  if (counts.size === 0) return unmeasured("nothing-reported", spentMs);
  return { spentMs, ...crossed(lines, counts, tool.name) };
}

/** The tests and what they stand on. */
function watched(checks: readonly Check[], tool: CoverageTool): Check[] {
  return checks
    .filter(({ kind }) => kind !== "lint")
    .map((check) => ({ ...check, command: tool.watch(check) }));
}

function fails(result: CheckResult, head: CheckResult[]): boolean {
  return head.find(({ check }) => check.name === result.check.name)?.ending !== result.ending;
}

/** Only lines the tool knows can run are counted; comments and declarations cannot. */
function crossed(lines: ChangedLine[], counts: LineCounts, by: string) {
  const able = lines.flatMap(({ file, line }) => {
    const count = counts.get(file)?.get(line);
    return count === undefined ? [] : [{ file, line, ran: count > 0 }];
  });
  const ran = able.filter((each) => each.ran).map(({ file, line }) => `${file}:${line}`);
  const coverage: Coverage = {
    kind: "measured",
    by,
    lines: able.length,
    ran: ran.length,
    missed: rangesOf(able.filter((each) => !each.ran)),
    unloaded: [...new Set(lines.map(({ file }) => file))].filter(
      (file) => !counts.has(file) && !mayOnlyDeclare(file),
    ),
  };
  return { coverage, ran: new Set(ran) };
}

function rangesOf(lines: { file: string; line: number }[]): LineRange[] {
  const ranges: LineRange[] = [];
  for (const { file, line } of lines) {
    const last = ranges.at(-1);
    if (last?.file === file && last.to === line - 1) last.to = line;
    else ranges.push({ file, from: line, to: line });
  }
  return ranges;
}

export function unmeasured(why: CoverageGap, spentMs = 0): Covered {
  return { coverage: { kind: "unmeasured", why }, ran: null, spentMs };
}
