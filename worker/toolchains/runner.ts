// The port of a test runner: the command that reports in one exact format, its reader, and a control test of ours.
import type { Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import type { ReportFault } from "../../src/domain/report-fault.ts";

/** What tells the tests of one check. Commands are lines for a shell in the repository's root. */
export type Runner = {
  /** As people know it: "node:test", "jest", "pytest". */
  name: string;
  /**
   * The command that also writes exactly one report to `path`, a new file outside of the repository. The exit status stays
   * that of `command`. Null: the runner can only print, and `read` takes what it prints on stdout.
   */
  reporting(command: string, path: string): { command: string } | null;
  /**
   * The same for a command that calls the runner by another program, such as make: then options behind the command reach
   * nobody. Left out: only options make the runner report.
   */
  through?(command: string, path: string): { command: string };
  /** Reads a whole report in this one format. Total: a text of any other kind is a fault, and no test is guessed. */
  read(report: string): Report;
  /** The command that runs only these test files, paths in the repository; null where it cannot. `reporting` takes it. */
  only(command: string, files: readonly string[]): string | null;
  /** The option that, followed by a title, leaves only the tests that it fits. It stands at the end of the command, or before files. */
  byTitle?: ByTitle;
  /** Paths of files that, where a repository has them, are loaded in place of the runner's own. Left out: none is known. */
  inItsWay?: RegExp;
  /**
   * A test file of ours in the folder of the named one and in its style, which loads what that one loads, or the named file
   * itself with tests of ours. Null where there is none for this file.
   */
  control(asked: AskedControl): ControlFiles | null;
  /**
   * The named file with one more test in it, behind everything that the file does itself. It asserts what is false, and must be
   * red at an assertion. Null where no test may follow. Left out: `control` stands inside of it already, or nothing in a
   * file can alter what it is judged by while tests run.
   */
  inside?(asked: AskedInside): string | null;
  /** The path of the file at the root in which a control has to be named as well. Left out: none. */
  controlsNamedIn?: string;
};

export type ByTitle = { option: string; beforeFiles?: true };

/** `besides`: other files that it needs. */
export type ControlFiles = { path: string; content: string; besides?: { path: string; content: string }[] };

/** A test file that is named, with its text on the head, and the name of the test: letters, digits and spaces. */
export type AskedInside = { path: string; text: string; name: string };

export type AskedControl = {
  /** The path of the test file that is named, and its text on the head. */
  beside: string;
  besideText: string;
  /** Paths of the changed modules. They are loaded where the named file shows none that it loads. */
  loads: string[];
  /** The text of `controlsNamedIn` on the head; null or left out without one. */
  manifest?: string | null;
  /** The name of the test that asserts what is false, and must be red at an assertion. Letters, digits and spaces. */
  negative: string;
  /** The name of the test that must be green. */
  positive: string;
};

export type Report = { tests: TestResult[]; diagnostics: Diagnostic[]; fault: ReportFault | null };

/** A report that names nothing. */
export function unread(fault: ReportFault): Report {
  return { tests: [], diagnostics: [], fault };
}

/**
 * The same report, with a fault where it does not fit the exit status. A red test must end the command with another status
 * than 0, and a command that ends so must name what is red.
 */
export function againstExit(report: Report, exitStatus: number | null): Report {
  if (report.fault !== null && report.fault.kind !== "doubled") return report;
  const red = report.tests.some(({ status }) => status === "failed");
  return red === (exitStatus !== 0) ? report : { ...report, fault: { kind: "contradicts-exit", exitStatus } };
}

/** A second test with the same name gets a number, and the report says which names are doubled. */
export function counted({ tests, diagnostics, fault }: Report): Report {
  const times = new Map<string, number>();
  const named = tests.map((test) => {
    const count = (times.get(test.name) ?? 0) + 1;
    times.set(test.name, count);
    return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
  });
  const doubled = [...times].filter(([, count]) => count > 1).map(([name]) => name);
  return {
    tests: named,
    diagnostics,
    fault: fault ?? (doubled.length === 0 ? null : { kind: "doubled", tests: doubled }),
  };
}
