// A JUnit report in XML, for a check that prints one.
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { TestResult } from "../../src/domain/evidence.ts";
import { failureKind } from "./failure.ts";
import { type Format, orNull, testFrom } from "./format.ts";

const Failure = z.union([
  z.string(),
  z.object({
    "@message": z.string().optional(),
    "@type": z.string().optional(),
    "#text": z.string().optional(),
  }),
]);
const Case = z.object({
  "@name": z.string(),
  "@classname": z.string().optional(),
  failure: z.array(Failure).optional(),
  error: z.array(Failure).optional(),
  skipped: z.array(z.unknown()).optional(),
});
type Case = z.infer<typeof Case>;

const LISTS = ["testsuite", "testcase", "failure", "error", "skipped"];
const MAX_DEPTH = 10;

export const junit: Format = {
  name: "junit",
  read: (_lines, text) => {
    const from = text.search(/<testsuites?[\s>]/);
    const to = Math.max(text.lastIndexOf("</testsuites>"), text.lastIndexOf("</testsuite>"));
    if (from === -1 || to < from) return { diagnostics: [], tests: null };
    const report = parsed(text.slice(from, text.indexOf(">", to) + 1));
    return { diagnostics: [], tests: orNull(casesIn(report, 0).map(resultOf)) };
  },
};

/** Undefined if it is not XML. Entities are not expanded, so that a report cannot grow. */
function parsed(xml: string): unknown {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    processEntities: false,
    parseTagValue: false,
    isArray: (name) => LISTS.includes(name),
  });
  try {
    return parser.parse(xml);
  } catch {
    return undefined;
  }
}

function casesIn(node: unknown, depth: number): Case[] {
  if (typeof node !== "object" || node === null || depth > MAX_DEPTH) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === "testcase") return z.array(Case).safeParse(value).data ?? [];
    const children: unknown[] = Array.isArray(value) ? value : [value];
    return key.startsWith("testsuite") ? children.flatMap((child) => casesIn(child, depth + 1)) : [];
  });
}

function resultOf(one: Case): TestResult {
  const name = one["@classname"] === undefined ? one["@name"] : `${one["@classname"]} ${one["@name"]}`;
  const failure = [...(one.failure ?? []), ...(one.error ?? [])][0];
  if (failure === undefined) return testFrom(name, one.skipped === undefined ? "passed" : "skipped");
  const told = typeof failure === "string" ? { "#text": failure } : failure;
  const message = told["@message"] ?? told["#text"] ?? "";
  return testFrom(
    name,
    "failed",
    message.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'),
    failureKind(`${told["@type"] ?? ""}: ${message}`),
  );
}
