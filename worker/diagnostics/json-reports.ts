// Reports in JSON: one document from Jest, Vitest, Mocha or ESLint, and cargo's messages, one on each line.
import { z } from "zod";
import type { Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, gist, jsonIn, orNull, type Reading, testFrom } from "./format.ts";

const Position = z
  .number()
  .nullish()
  .transform((value) => (value == null ? undefined : String(value)));
const Title = z.string().default("");

const Jest = z.object({
  testResults: z.array(
    z.object({
      name: Title,
      message: Title,
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()).default([]),
          title: Title,
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
const Mocha = z.object({
  stats: z.object({}),
  tests: z.array(z.object({ fullTitle: z.string(), err: z.object({ message: z.string().optional() }) })),
  pending: z.array(z.object({ fullTitle: z.string() })).default([]),
});
const ESLint = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullish(),
        severity: z.number(),
        message: Title,
        line: Position,
        column: Position,
      }),
    ),
  }),
);
const Cargo = z.object({
  reason: z.literal("compiler-message"),
  message: z.object({
    level: z.string(),
    message: Title,
    code: z.object({ code: z.string() }).nullish(),
    spans: z.array(
      z.object({
        file_name: z.string(),
        line_start: Position,
        column_start: Position,
        is_primary: z.boolean(),
      }),
    ),
  }),
});

const NOTHING: Reading = { diagnostics: [], tests: null };

export const jsonReports: Format = {
  name: "json-reports",
  // A cut line is not JSON, so this reads the whole text.
  read: (_lines, text) => {
    const document = documentIn(text);
    const jest = jestFailures(document);
    const tests = [...jest.tests, ...mochaTests(document)];
    const diagnostics = [...jest.diagnostics, ...eslintProblems(document), ...cargoMessages(text)];
    return tests.length + diagnostics.length === 0 ? NOTHING : { diagnostics, tests: orNull(tests) };
  },
};

/** The document from the first line that begins one to the last line that ends one, or on one line. */
function documentIn(text: string): unknown {
  if (!/"(?:testResults|fullTitle|filePath)"/.test(text)) return undefined;
  const from = text.search(/^[{[]/m);
  const to = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  if (from === -1) return undefined;
  const rest = text.slice(from);
  return jsonIn(text.slice(from, to + 1)) ?? jsonIn(rest.slice(0, `${rest}\n`.indexOf("\n")));
}

const JEST: Record<string, TestResult["status"]> = { passed: "passed", failed: "failed" };
const PLACE = /\((?<file>\/(?![^()\n]*node_modules)[^():\n]+):(?<line>\d+):(?<column>\d+)\)/;

function jestFailures(document: unknown): { tests: TestResult[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const tests = (Jest.safeParse(document).data?.testResults ?? []).flatMap(
    ({ name, message, assertionResults }) => {
      const file = name.replace(/^\/repo\//, "");
      // A file that could not be loaded has no tests.
      if (assertionResults.length === 0)
        return message === "" ? [] : [testFrom(file, "failed", gistOf(message))];
      return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => {
        const said = failureMessages?.[0]?.slice(0, MESSAGE_CHARACTERS) ?? "";
        const place = PLACE.exec(said)?.groups;
        if (place !== undefined) diagnostics.push(diagnosticFrom({ ...place, message: gistOf(said) }));
        return testFrom(
          [file, ...ancestorTitles, title].join(" > "),
          JEST[status] ?? "skipped",
          gistOf(said),
        );
      });
    },
  );
  return { tests, diagnostics };
}

const MESSAGE_CHARACTERS = 5_000;

function gistOf(message: string): string {
  return gist(message.slice(0, MESSAGE_CHARACTERS).split("\n"));
}

function mochaTests(document: unknown): TestResult[] {
  const { tests = [], pending = [] } = Mocha.safeParse(document).data ?? {};
  const skipped = new Set(pending.map(({ fullTitle }) => fullTitle));
  return tests.map(({ fullTitle, err }) => {
    if (skipped.has(fullTitle)) return testFrom(fullTitle, "skipped");
    return err.message === undefined
      ? testFrom(fullTitle, "passed")
      : testFrom(fullTitle, "failed", err.message);
  });
}

function eslintProblems(document: unknown): Diagnostic[] {
  return (ESLint.safeParse(document).data ?? []).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, severity, ...problem }) =>
      diagnosticFrom({
        ...problem,
        file: filePath,
        severity: severity === 1 ? "warning" : "error",
        ...(ruleId == null ? {} : { code: ruleId }),
      }),
    ),
  );
}

function cargoMessages(text: string): Diagnostic[] {
  if (!text.includes(COMPILER_MESSAGE)) return [];
  const lines = text.split("\n").filter((line) => line.startsWith(COMPILER_MESSAGE));
  return lines.flatMap(cargoMessage);
}

const COMPILER_MESSAGE = '{"reason":"compiler-message"';

function cargoMessage(line: string): Diagnostic[] {
  const said = Cargo.safeParse(jsonIn(line)).data?.message;
  const place = said?.spans.find((span) => span.is_primary);
  if (said === undefined || place === undefined) return [];
  const { level, message, code } = said;
  return [
    diagnosticFrom({
      ...{ file: place.file_name, line: place.line_start, column: place.column_start },
      ...{ severity: level, message },
      ...(code == null ? {} : { code: code.code }),
    }),
  ];
}
