// The reports of several runs of one runner in one text: a line for each, in which nothing can end the line.
import type { TestResult } from "../../../../src/domain/evidence.ts";
import { type Report, unread } from "../../runner.ts";

/** Where the report of one of the runs is written. */
export function partAt(path: string, index: number): string {
  return `${path}.${index + 1}`;
}

/** The command that makes one report of those in the files. */
export function gathered(files: readonly string[], path: string): string {
  return `for part in ${files.join(" ")}; do base64 -w0 "$part"; echo; done >${path} 2>/dev/null`;
}

/** A test that an earlier run has, too, is called by the number of its run as well. What one run does not tell, nobody knows. */
export function readSeveral(read: (report: string) => Report): (report: string) => Report {
  return (report) => {
    if (report === "") return unread({ kind: "missing" });
    if (!report.endsWith("\n")) return unread({ kind: "incomplete" });
    const reports = report
      .slice(0, -1)
      .split("\n")
      .map((line) => read(Buffer.from(line, "base64").toString()));
    const broken = reports.find(({ fault }) => fault !== null && fault.kind !== "doubled");
    if (broken !== undefined) return { ...unread(broken.fault ?? { kind: "missing" }) };
    const known = new Set<string>();
    const tests: TestResult[] = [];
    const doubled: string[] = [];
    for (const [index, one] of reports.entries()) {
      const nameOf = (name: string) => (known.has(name) ? `${name} (run ${index + 1})` : name);
      const named = one.tests.map((test) => ({ ...test, name: nameOf(test.name) }));
      if (one.fault?.kind === "doubled") doubled.push(...one.fault.tests.map(nameOf));
      for (const { name } of one.tests) known.add(name);
      tests.push(...named);
    }
    const diagnostics = reports.flatMap((one) => one.diagnostics);
    return { tests, diagnostics, fault: doubled.length === 0 ? null : { kind: "doubled", tests: doubled } };
  };
}
