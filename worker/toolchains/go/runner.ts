// go test: its events, each test once from its beginning to its end, and tests of ours for its controls.

import { z } from "zod";
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { gist, jsonIn } from "../../diagnostics/format.ts";
import { go as compiler } from "../../diagnostics/go.ts";
import { identifier, testOf } from "../../diagnostics/reported.ts";
import { captured } from "../captured.ts";
import { numbersOf } from "../numbers.ts";
import { isPlain } from "../packages.ts";
import { type Report, type Runner, unread } from "../runner.ts";
import type { Project } from "../toolchain.ts";

const CALL = /\bgo test\b/g;
/** The call and its options, before the packages. */
const OPTIONS = /^(?<call>[^;&|]*\bgo test(?: -[\w.]+(?:=\S+)?)*) (?:\.\/|\.)[^;&|]*$/;

/** Everything but what tests print; of that, what tells a test that fails from one that breaks off. */
const WANTED = `!/"Action":"output"/ || /panic: |fatal error: |race detected|(build|setup) failed/`;

export const goTest: Runner = {
  name: "go test",
  inItsWay: /(^|\/)vendor\/testing\//,
  // Without a cache of results, each test runs. The events go to the report alone, whatever their length.
  reporting: (command, path) => {
    if (!new RegExp(CALL).test(command)) return null;
    const asked = command.replaceAll(/ -json\b| -v\b(?!=)/g, "").replaceAll(CALL, "go test -json -count=1");
    return { command: captured(asked, path, { wanted: WANTED, streams: "stdout" }) };
  },
  through: (command, path) => ({ command: `${beforeGo(path)}; ${command}` }),
  read,
  only: (command, files) => {
    const call = OPTIONS.exec(command)?.groups?.call;
    if (call === undefined || !files.every(isPlain)) return null;
    const folders = new Set(files.map((file) => file.split("/").slice(0, -1).join("/")));
    return [call, ...[...folders].sort().map((folder) => (folder === "" ? "." : `./${folder}`))].join(" ");
  },
  byTitle: { option: "-run" },
  control: ({ beside, besideText, negative, positive }) => {
    const name = /^package (\w+)/m.exec(besideText)?.[1];
    if (name === undefined) return null;
    const { one, other } = numbersOf(negative);
    const test = (title: string, want: number) =>
      `func Test_${identifier(title)}(t *testing.T) {\n\tif got := ${one}; got != ${want} {\n\t\tt.Errorf("got %d, want ${want}", got)\n\t}\n}`;
    return {
      path: `${beside.slice(0, beside.lastIndexOf("/") + 1)}${identifier(negative)}_test.go`,
      content: `package ${name}\n\nimport "testing"\n\n${test(negative, other)}\n\n${test(positive, one)}\n`,
    };
  },
};

/** Writes the events of `go test` to a file by itself: https://github.com/gotestyourself/gotestsum#json-file-output */
const gotestsum: Runner = {
  ...goTest,
  name: "gotestsum",
  reporting: (command, path) => ({ command: withEvents(command, path) }),
  through: (command, path) => ({ command: withEvents(command, path) }),
  only: () => null,
};
const GOTESTSUM = /(?:^|[\s/])gotestsum(?:@\S+)?(?= |$)(?! tool\b)(?!.*--raw-command)/;

/** A file that the command names itself would be written instead. */
function withEvents(command: string, path: string): string {
  const asked = command.replace(/ --jsonfile(?:=| +)\S+/, "");
  return `export GOTESTSUM_JSONFILE=${path}; export GOFLAGS="$GOFLAGS -count=1"; ${asked}`;
}

export const runnerOf: Project["runnerOf"] = ({ command, kind }) => {
  if (kind !== "test" || /\bgo (?:install|get)\b/.test(command)) return null;
  if (GOTESTSUM.test(command)) return gotestsum;
  return new RegExp(CALL).test(command) ? goTest : null;
};

/** A program of the name stands before Go's own in the path. Each call adds its events, and people see them as well. */
function beforeGo(path: string): string {
  const folder = `${path}.d`;
  const program = [
    '[ "$1" = test ] || exec "$real" "$@"',
    `shift; "$real" test -json -count=1 "$@" >${path}.out; status=$?`,
    `cat ${path}.out; cat ${path}.out >>${path}; exit $status`,
  ].join("; ");
  const write = `printf '#!/bin/sh\\nreal=%s\\n%s\\n' "$(command -v go)" '${program}' >${folder}/go`;
  return `mkdir -p ${folder} && ${write} && chmod +x ${folder}/go; export PATH="${folder}:$PATH"`;
}

const Event = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});
type Event = z.infer<typeof Event>;

const ENDS: Record<string, TestResult["status"]> = { pass: "passed", fail: "failed", skip: "skipped" };

function read(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  // What older versions print of a package that does not compile stands between the events.
  const lines = report.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => Event.safeParse(jsonIn(line)).data);
  if (events.length === 0) return unread({ kind: "not-this-format" });
  if (events.includes(undefined) || !report.endsWith("\n")) return unread({ kind: "incomplete" });
  const all = events.filter((event) => event !== undefined);
  const packages = [
    ...Map.groupBy(
      all.filter(({ Package }) => Package !== undefined),
      ({ Package }) => Package,
    ),
  ];
  const read = packages.map(([name = "", own]) => packageOf(name, own));
  const doubled = read.flatMap((each) => each.doubled);
  const fault = read.some(({ addsUp }) => !addsUp) ? ({ kind: "incomplete" } as const) : null;
  return {
    tests: read.flatMap(({ tests }) => tests),
    diagnostics: compiler.read(report.split("\n"), report).diagnostics,
    fault: doubled.length > 0 ? { kind: "doubled", tests: doubled } : fault,
  };
}

type PackageReport = { tests: TestResult[]; doubled: string[]; addsUp: boolean };

/** A package ends once. A test that began ends, unless its package failed under it; no test ends that did not begin. */
function packageOf(name: string, events: readonly Event[]): PackageReport {
  const ends = events.filter(({ Test, Action }) => Test === undefined && Action in ENDS);
  const byTest = Map.groupBy(
    events.filter(({ Test }) => Test !== undefined),
    ({ Test }) => Test,
  );
  const tests = [...byTest].map(([test = "", own]) => testIn(`${name} ${test}`, own));
  const failed = ends.every(({ Action }) => Action === "fail");
  const addsUp =
    ends.length === 1 &&
    tests.every(({ begins, result }) => begins > 0 && (result !== null || failed)) &&
    (failed || tests.every(({ result }) => result?.status !== "failed"));
  const named = tests.flatMap(({ result }) => result ?? []);
  const fell = ends.length > 0 && failed && !named.some(({ status }) => status === "failed");
  return {
    tests: fell ? [...named, fallen(name, events)] : named,
    doubled: tests.filter(({ begins, ended }) => begins > 1 || ended > 1).map(({ full }) => full),
    addsUp,
  };
}

/** A package that fails under no test of its own did not compile, or its program ended before its tests did. */
function fallen(name: string, events: readonly Event[]): TestResult {
  const said = events.flatMap(({ Output }) => Output ?? []);
  const unbuilt = said.some((line) => /\[(?:build|setup) failed\]/.test(line));
  return testOf({
    name,
    file: null,
    status: "failed",
    said: gist(said),
    failure: unbuilt ? "missing" : "exception",
  });
}

/** `result` is null for a test that its package's end cut off. */
function testIn(full: string, events: readonly Event[]) {
  const begins = events.filter(({ Action }) => Action === "run").length;
  const ends = events.flatMap(({ Action }) => ENDS[Action] ?? []);
  const said = events.flatMap(({ Output }) => Output ?? []);
  const isOver = said.some((line) => line.startsWith("panic: test timed out after"));
  const status = ends[0] ?? (isOver ? "failed" : null);
  const spoken = said.filter((line) => !/^\s*(===|---)/.test(line));
  const failure = status === "failed" ? kindOf(said) : null;
  const result =
    status === null
      ? null
      : testOf({ name: full, file: null, status, said: gist(spoken), failure, failedAt: lineOf(said) });
  return { full, begins, ended: ends.length, result };
}

/** A failed comparison names its file and line first. */
function lineOf(said: readonly string[]): number | null {
  const line = said.map((each) => /^\s+\w+_test\.go:(\d{1,7}): /.exec(each)?.[1]).find(Boolean);
  return line === undefined ? null : Number(line);
}

/** A test in Go fails because it says so, because code panics, or because its time is over. */
function kindOf(said: readonly string[]): FailureKind {
  if (said.some((line) => line.startsWith("panic: test timed out after"))) return "timeout";
  const crashed = said.some((line) =>
    /^\s*panic: |^fatal error: |^\s+testing\.go:\d+: race detected/.test(line),
  );
  return crashed ? "exception" : "assertion";
}
