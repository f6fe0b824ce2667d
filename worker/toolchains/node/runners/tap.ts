// node-tap: its whole TAP in a file, a test for each title, and for each point that stands in no titled test.
import type { FailureKind } from "../../../../src/domain/evidence.ts";
import { testOf } from "../../../diagnostics/reported.ts";
import { reportOf } from "../../report.ts";
import { type Report, unread } from "../../runner.ts";
import { kindOf, pathIn } from "./events.ts";
import { program, type Style } from "./style.ts";
import { addsUp, type Block, blocksIn, type Point } from "./tap-blocks.ts";

/** The last line of a whole run. Some versions write the plan of the files before anybody listens. */
const END = /^# time=[\d.]+ms$/;

export function readTap(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const lines = report.split("\n").map((line) => line.replace(/\r$/, ""));
  if (!lines.some((line) => /^# Subtest: |^(?:not )?ok \d+ - .* # time=/.test(line)))
    return unread({ kind: "not-this-format" });
  const { points, plan } = blocksIn(lines);
  const isEnded = END.test(lines.findLast((line) => line.trim() !== "") ?? "");
  const isWhole = isEnded && addsUp({ name: "", points, plan: plan ?? points.length });
  // What a test prints stands between the points of its file, and can look like one.
  const holds = points.every(({ inner }) => inner === null || addsUp(inner)) && points.every(isConsistent);
  // node-tap tells a test again that ends after its time was over.
  const told = reportOf(points.flatMap(testsOfFile));
  return isWhole && holds ? told : { ...told, fault: { kind: "incomplete" } };
}

/** Where the points of a block are not those it planned, its runner has to call it failed. */
function isConsistent({ isOk, directive, inner }: Point): boolean {
  if (inner === null) return true;
  const holds = addsUp(inner) && inner.points.every(({ isOk, directive }) => isOk || directive !== null);
  return (!isOk || directive !== null || holds) && inner.points.every(isConsistent);
}

function testsOfFile(point: Point) {
  const file = pathIn(point.said);
  const tests = testsIn(point.inner, [file]);
  const fell = !point.isOk && !tests.some(({ status }) => status === "failed");
  const whole = fell ? [failed([file], tests.length === 0 ? "missing" : "exception", "")] : [];
  return [...tests, ...whole].map(({ name, status, said, failure }) =>
    testOf({ name, file, status, said, failure }),
  );
}

type Told = {
  name: string;
  status: "passed" | "failed" | "skipped";
  said: string;
  failure: FailureKind | null;
};

function testsIn(block: Block | null, titles: string[]): Told[] {
  return (block?.points ?? []).flatMap((point): Told[] => {
    const own = [...titles, point.said];
    if (point.directive !== null) return [{ ...passed(own), status: "skipped" }];
    if (point.inner === null) return [point.isOk ? passed(own) : failedBy(own, point)];
    return titled(own, point, point.inner);
  });
}

/** A title that only holds other titles is no test. */
function titled(own: string[], { isOk }: Point, inner: Block): Told[] {
  const below = { ...inner, points: inner.points.filter(({ inner }) => inner !== null) };
  const bare = inner.points.filter((point) => point.inner === null && point.directive === null);
  const tests = testsIn(below, own);
  const [first] = bare.filter((point) => !point.isOk);
  if (first !== undefined) return [...tests, failedBy(own, first)];
  if (!isOk && !tests.some(({ status }) => status === "failed"))
    return [...tests, failed(own, "exception", "")];
  return tests.length > 0 && bare.length === 0 ? tests : [...tests, passed(own)];
}

function passed(titles: string[]): Told {
  return { name: titles.join(" > "), status: "passed", said: "", failure: null };
}

function failed(titles: string[], failure: FailureKind, said: string): Told {
  return { name: titles.join(" > "), status: "failed", said, failure };
}

function failedBy(titles: string[], { said, details }: Point): Told {
  return failed(titles, failureOf(said, details), said);
}

/** A point that says what was caught was thrown; any other one is an assertion of node-tap's own. */
function failureOf(said: string, details: Point["details"]): FailureKind {
  if (said === "timeout!" || details.has("expired") || details.get("signal") === "SIGALRM") return "timeout";
  if (said === "test unfinished") return "exception";
  if (!details.has("tapCaught")) return "assertion";
  if (details.get("code") === "ERR_ASSERTION") return "assertion";
  return kindOf("unknown", `${details.get("type") ?? "Error"}: ${said}`);
}

export const tap: Style = {
  name: "tap",
  packages: "tap|@tapjs|libtap",
  program: program("tap"),
  valued:
    /^(?:-[jtRTcgi]|--(?:jobs|timeout|reporter|grep|output-file|output-dir|before|after|plugin|node-arg|test-arg|test-env|color|coverage-report|include|exclude|reporter-file|ts-arg|test-regex|test-ignore))$/,
  reporting: (path) => ({ options: `--output-file=${path}` }),
  only: (files) => files.join(" "),
  read: readTap,
  test: {
    module: { from: "tap", names: "tap", isDefault: true },
    test: (name, body) => `tap.test(${name}, async (t) => {${body}});`,
    wrong: "t.equal(1, 2);",
    right: "t.equal(1, 1);",
    throwing: false,
  },
};
