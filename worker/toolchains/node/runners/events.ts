// Reports of our own making, for runners that take a reporter: one JSON object a line for each test, and one at the end.
import { z } from "zod";
import type { FailureKind } from "../../../../src/domain/evidence.ts";
import { failureKind } from "../../../diagnostics/failure.ts";
import { diagnosticFrom, jsonIn, testFrom } from "../../../diagnostics/format.ts";
import { lineIn } from "../../../diagnostics/reported.ts";
import { counted, type Report, unread } from "../../runner.ts";

const Event = z.object({
  titles: z.array(z.string()).max(20),
  /** An absolute path or a URL. */
  file: z.string().default(""),
  status: z.enum(["passed", "failed", "skipped"]),
  message: z.string().default(""),
  /** What the runner knows of the failure; everything else is read from the message. */
  why: z.enum(["assertion", "timeout", "missing", "unknown"]).default("unknown"),
  /** Where the test begins. */
  line: z.int().nullish(),
  /** The stack of what was thrown. */
  stack: z.string().default(""),
});
type Event = z.infer<typeof Event>;

/** How many events come before it. */
const End = z.object({ end: z.int() });

const ROOT = /^(?:file:\/\/)?\/repo\//;

export function readEvents(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const lines = report.split("\n");
  const events = lines.slice(0, -2).map((line) => Event.safeParse(jsonIn(line)).data);
  if (events.some((event) => event === undefined)) return unread({ kind: "not-this-format" });
  const known = events.filter((event) => event !== undefined);
  const end = End.safeParse(jsonIn(lines.at(-2) ?? "")).data;
  const whole = end !== undefined && end.end === known.length && lines.at(-1) === "";
  return counted({
    tests: known.map(testOf),
    diagnostics: known.filter(({ status }) => status === "failed").map(diagnosticOf),
    fault: whole ? null : { kind: "incomplete" },
  });
}

function testOf({ titles, file, status, message, why, stack }: Event) {
  const path = pathIn(file);
  const name = [path, ...titles].filter((part) => part !== "").join(" > ");
  const test = testFrom(name, status, message, kindOf(why, message));
  const failedAt = status === "failed" ? lineIn(stack, path) : null;
  return {
    ...test,
    ...(path === "" ? {} : { file: path }),
    ...(failedAt === null ? {} : { failedAt }),
  };
}

/** Paths outside of the repository stay as they are. */
export function pathIn(file: string): string {
  return file.replace(ROOT, "").replace(/^file:\/\//, "");
}

/**
 * The words of a difference, where the assertion is another library's and has no name of its own: those of supertest,
 * expect.js and Hapi's code, and what Testing Library says of an element that is not there.
 */
const DIFFERENCE =
  /^Error: expected [\s\S]{1,1500}?(?:, got |" header field$|" header field\n)|^Error: [Ee]xpected [\s\S]{1,500}? (?:to (?:not |only )?(?:be|equal|eql|have|contain|match|throw|include|exist)|but was )|^(?:Testing\w+|Unexpected)Error: |^(?:\w*AssertError|ExpectationFailed): /;

export function kindOf(why: Event["why"], message: string): FailureKind {
  if (why !== "unknown") return why;
  if (DIFFERENCE.test(message)) return "assertion";
  return failureKind(message) ?? "exception";
}

function diagnosticOf({ titles, file, message, line }: Event) {
  return diagnosticFrom({
    file: pathIn(file),
    ...(line == null ? {} : { line: String(line) }),
    message: message || titles.join(" > "),
  });
}
