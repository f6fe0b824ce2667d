// Tape, which can only print: its flat TAP goes to a file, a test for each title, and its numbers have to add up.
import type { FailureKind } from "../../../../src/domain/evidence.ts";
import { testFrom } from "../../../diagnostics/format.ts";
import { counted, type Report, unread } from "../../runner.ts";
import { kindOf } from "./events.ts";
import { LAST_LINE } from "./parted.ts";
import { program, type Style } from "./style.ts";

const POINT = /^(?<not>not )?ok (?<number>\d+)(?: (?<said>.*))?$/;
const TITLE = /^# (?!(?:tests|pass|fail|todo|skip) +\d+$|ok$)(?<skipped>(?:SKIP|TODO) )?(?<title>.*)$/;
const PLAN = /^1\.\.(?<count>\d+)$/;
const OPERATOR = /^ {4}operator: (?<operator>\w+)$/;

type Told = {
  title: string;
  points: number;
  skipped: boolean;
  failed: { said: string; operator: string } | null;
};

export function readTape(report: string): Report {
  const lines = report.split("\n").filter((line) => line.trim() !== "" && line !== LAST_LINE);
  if (lines.length === 0) return unread({ kind: "missing" });
  const from = lines.indexOf("TAP version 13");
  if (from === -1) return unread({ kind: "not-this-format" });
  const told: Told[] = [];
  let [points, inOrder, plan] = [0, true, -1];
  for (const line of lines.slice(from + 1)) {
    const { title, skipped } = TITLE.exec(line)?.groups ?? {};
    if (title !== undefined) told.push({ title, points: 0, skipped: skipped !== undefined, failed: null });
    const last = told.at(-1);
    const operator = OPERATOR.exec(line)?.groups?.operator;
    if (operator !== undefined && last?.failed?.operator === "") last.failed.operator = operator;
    plan = Number(PLAN.exec(line)?.groups?.count ?? plan);
    const { not, number, said = "" } = POINT.exec(line)?.groups ?? {};
    if (number === undefined) continue;
    points++;
    inOrder = inOrder && Number(number) === points;
    if (last === undefined) continue;
    last.points++;
    if (not !== undefined && !said.endsWith("# TODO")) last.failed ??= { said, operator: "" };
  }
  const tests = told.filter((each) => each.points > 0 || each.skipped).map(testOf);
  return counted({
    tests,
    diagnostics: [],
    fault: inOrder && plan === points ? null : { kind: "incomplete" },
  });
}

function testOf({ title, skipped, failed }: Told) {
  if (failed === null) return testFrom(title, skipped ? "skipped" : "passed");
  return testFrom(title, "failed", failed.said, failureOf(failed));
}

function failureOf({ said, operator }: NonNullable<Told["failed"]>): FailureKind {
  if (operator === "fail" && / timed out after \d+ms$/.test(said)) return "timeout";
  return operator === "fail" || operator === "error" || operator === ""
    ? kindOf("unknown", said)
    : "assertion";
}

export const tape: Style = {
  name: "tape",
  packages: "tape",
  program: program("tape"),
  valued: /^(?:-[ri]|--(?:require|import|ignore|ignore-pattern))$/,
  reporting: () => ({ printed: `grep -aE '^(TAP version |# |(not )?ok |1\\.\\.| {4}operator: )'` }),
  only: (files) => files.join(" "),
  read: readTape,
  test: {
    module: { from: "tape", names: "test", isDefault: true },
    test: (name, body) => `test(${name}, (t) => {${body}t.end(); });`,
    wrong: "t.equal(1, 2);",
    right: "t.equal(1, 1);",
    throwing: false,
  },
};
