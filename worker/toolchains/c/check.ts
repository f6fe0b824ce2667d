// Check (libcheck): each program appends its tests as TAP to one report, whatever it prints itself.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { numbered, testOf } from "../../diagnostics/reported.ts";
import { reportOf } from "../report.ts";
import { type Report, type Runner, unread } from "../runner.ts";
import { controlInside } from "./control.ts";

export const check: Runner = {
  name: "Check",
  inItsWay: /(^|\/)check\.h$/,
  // A program would empty a file that another one wrote; into a pipe, each writes after the other.
  reporting: (command, path) => ({
    command: [
      `mkfifo ${path}.pipe`,
      `cat ${path}.pipe >${path} & exec 9>${path}.pipe`,
      `{ CK_TAP_LOG_FILE_NAME=${path}.pipe; export CK_TAP_LOG_FILE_NAME; ${command}; } 9>&-; status=$?`,
      "exec 9>&-; wait; (exit $status)",
    ].join("; "),
  }),
  read,
  only: () => null,
  control: controlInside,
};

const TEST = /^(?<ending>ok|not ok) (?<number>\d+) - (?<file>[^:]+):(?<group>.*):(?<name>\w+): (?<said>.*)$/;
const PLAN = /^1\.\.(?<tests>\d+)$/;

function read(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const tests: Row[] = [];
  let program: Row[] = [];
  let open = false;
  // A failure's words may go on over several lines.
  for (const line of report.split("\n")) {
    const found = TEST.exec(line)?.groups;
    const plan = PLAN.exec(line)?.groups?.tests;
    if (found !== undefined) {
      open = true;
      if (Number(found.number) !== program.length + 1) return unread({ kind: "incomplete" });
      program.push(rowOf(found));
    } else if (plan !== undefined) {
      if (tests.length + program.length === 0) return unread({ kind: "not-this-format" });
      if (Number(plan) !== program.length) return unread({ kind: "incomplete" });
      tests.push(...program);
      program = [];
      open = false;
    }
  }
  if (open) return unread({ kind: "incomplete" });
  // The rounds of a loop have one name.
  return tests.length === 0 ? unread({ kind: "not-this-format" }) : reportOf(numbered(tests).map(testOf));
}

type Row = Parameters<typeof testOf>[0];

/** Check names a file without its folder. */
function rowOf({
  ending,
  file = "",
  group = "",
  name = "",
  said = "",
}: Partial<Record<string, string>>): Row {
  const status: TestResult["status"] = ending === "ok" ? "passed" : "failed";
  return {
    name: `${file}:${group}:${name}`,
    file,
    status,
    said,
    failure: ending === "ok" ? null : kindOf(said),
  };
}

/** A program that dies or ends under a test tells so in Check's own words; everything else is an assertion. */
function kindOf(said: string): FailureKind {
  if (said === "Test timeout expired") return "timeout";
  return /^(?:Received signal \d+|Early exit with return value )/.test(said) ? "exception" : "assertion";
}
