// The JSON document that Jest and Vitest write to a file: every test with its titles, its file and its failure.
import { z } from "zod";
import type { FailureKind } from "../../../../src/domain/evidence.ts";
import { diagnosticFrom, gist, jsonIn, testFrom } from "../../../diagnostics/format.ts";
import { lineIn } from "../../../diagnostics/reported.ts";
import { counted, type Report, unread } from "../../runner.ts";
import { kindOf, pathIn } from "./events.ts";

const Test = z.object({
  ancestorTitles: z.array(z.string()).max(20),
  title: z.string(),
  status: z.string(),
  failureMessages: z.array(z.string()).nullish(),
  failureDetails: z.array(z.unknown()).nullish(),
});
const File = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string().default(""),
  assertionResults: z.array(Test),
});
const Document = z.object({ numTotalTests: z.int(), success: z.boolean(), testResults: z.array(File) });

/** A failed matcher of Jest. */
const Matched = z.object({ matcherResult: z.object({}) });
/** Jest says failures of node:assert in its own words, without the name of the error. */
const ASSERTED = /^assert(?:\.\w+)?\(/;
const TIMED_OUT =
  /Exceeded timeout of \d+ ?ms for a (?:test|hook)|\b(?:Test|Hook) timed out in \d+ms|^Error: STACK_TRACE_ERROR/;
const PLACE =
  /(?:\(|at )(?:file:\/\/)?(?<file>\/repo\/(?![^()\n]*node_modules)[^():\n]+):(?<line>\d+):(?<column>\d+)/;
const MESSAGE_CHARACTERS = 5_000;

export function readJestJson(report: string): Report {
  if (report === "") return unread({ kind: "missing" });
  const value = jsonIn(report);
  if (value === undefined) return unread({ kind: /^\s*\{/.test(report) ? "incomplete" : "not-this-format" });
  const document = Document.safeParse(value).data;
  if (document === undefined) return unread({ kind: "not-this-format" });
  const files = document.testResults;
  const tests = files.flatMap((file) => file.assertionResults.map((test) => testOf(file, test)));
  const unloaded = files.filter((file) => file.assertionResults.length === 0 && file.status === "failed");
  const all = [...tests, ...unloaded.map(unloadedOf)];
  const whole =
    tests.length === document.numTotalTests && document.success === all.every((t) => t.status !== "failed");
  return counted({
    tests: all,
    diagnostics: files.flatMap((file) => file.assertionResults.flatMap((test) => diagnosticsOf(file, test))),
    fault: whole ? null : { kind: "incomplete" },
  });
}

type Failing = z.infer<typeof Test>;

function testOf({ name }: z.infer<typeof File>, test: Failing) {
  const file = pathIn(name);
  const status = test.status === "passed" || test.status === "failed" ? test.status : "skipped";
  const said = saidBy(test);
  const titles = [file, ...test.ancestorTitles, test.title].join(" > ");
  const failedAt = status === "failed" ? lineIn(said, file) : null;
  const told = { ...testFrom(titles, status, gistOf(said), kindOfTest(test, said)), file };
  return failedAt === null ? told : { ...told, failedAt };
}

/** No test of it ran, whatever the words are. */
function unloadedOf({ name, message }: z.infer<typeof File>) {
  const file = pathIn(name);
  return { ...testFrom(file, "failed", gistOf(message), "missing"), file };
}

function saidBy({ failureMessages }: Failing): string {
  return failureMessages?.[0]?.slice(0, MESSAGE_CHARACTERS) ?? "";
}

function kindOfTest({ failureDetails }: Failing, said: string): FailureKind {
  if (TIMED_OUT.test(said)) return "timeout";
  if (Matched.safeParse(failureDetails?.[0]).success || ASSERTED.test(said)) return "assertion";
  return kindOf("unknown", said);
}

function diagnosticsOf({ name }: z.infer<typeof File>, test: Failing) {
  if (test.status !== "failed") return [];
  const said = saidBy(test);
  return [diagnosticFrom({ ...(PLACE.exec(said)?.groups ?? { file: pathIn(name) }), message: gistOf(said) })];
}

function gistOf(message: string): string {
  const lines = message.slice(0, MESSAGE_CHARACTERS).split("\n");
  return gist(lines.filter((line) => !/^\s+at /.test(line)));
}
