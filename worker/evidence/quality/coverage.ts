// How many of the changed lines the tests run: one more run of the head's checks, with the toolchain's own coverage tool.
import type { Check, CheckResult, Coverage, CoverageGap } from "../../../src/domain/evidence.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { CoverageTool, LineCounts } from "../../toolchains/coverage.ts";
import { mayOnlyDeclare } from "../../toolchains/paths.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { runChecks, timeOf } from "../measure/check.ts";
import type { Memory } from "../measure/memory.ts";
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
  /** The patch of the head. */
  diff: Uint8Array;
  memory: Pick<Memory, "find" | "keep">;
  /** A fresh sandbox of the head. */
  open(): Promise<Sandbox>;
  signal: AbortSignal;
};

/** `ran`: the changed lines that ran, as `file:line`; null where nobody knows. */
export type Covered = { coverage: Coverage; ran: ReadonlySet<string> | null; spentMs: number };

/** Counts neither for nor against the change: a check that fails only while it is watched says nothing about it. */
export async function cover(covering: Covering): Promise<Covered> {
  const { project, lines, head, leftMs } = covering;
  if (lines.length === 0) return unmeasured("no-code-added");
  const tool = project.coverage;
  if (tool === null) return unmeasured("no-tool");
  if (timeOf(head) > Math.min(LONGEST_MS, leftMs)) return unmeasured("too-slow");
  const files = [...new Set(lines.map(({ file }) => file))];
  const { results, report } = await watching(covering, tool, files);
  const spentMs = timeOf(results);
  if (report === null) return unmeasured("ended-otherwise", spentMs);
  if (report.cutBytes > 0) return unmeasured("report-too-long", spentMs);
  const counts = tool.read(report.output, new Set(files));
  if (counts.size === 0) return unmeasured("nothing-reported", spentMs);
  return { spentMs, ...crossed(lines, counts, tool.name) };
}

/** `report`: what the tool tells; null where a check ended otherwise than on the head, so that it is not asked. */
async function watching(
  { project, head, diff, memory, open, signal }: Covering,
  tool: CoverageTool,
  files: string[],
): Promise<{ results: CheckResult[]; report: CheckResult | null }> {
  const collect: Check = {
    name: tool.name,
    kind: "lint",
    command: tool.collect(files),
    timeoutMs: COLLECT_MS,
  };
  const checks = watched(project.checks, tool);
  const asked = { arm: { diff, written: [] }, checks: [...checks, collect], turn: 0 };
  const known = memory.find(asked);
  if (known !== null) return { results: known.slice(0, checks.length), report: known[checks.length] ?? null };
  await using sandbox = await open();
  const results = await runChecks(sandbox, project, checks, signal);
  if (results.some((result) => fails(result, head))) return { results, report: null };
  const { timeoutMs, command: line } = collect;
  const ran = await sandbox.run({ line, timeoutMs, outputBytes: REPORT_BYTES, signal });
  signal.throwIfAborted();
  const ending = ran.exitStatus === 0 ? "passed" : "failed";
  const report: CheckResult = { ...ran, check: collect, ending, diagnostics: [], tests: null };
  memory.keep(asked, [...results, report]);
  return { results, report };
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
