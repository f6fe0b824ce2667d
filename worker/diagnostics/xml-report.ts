// Test reports in JUnit's XML, read exactly: every document whole, every count right, every test once.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";

const Told = z.object({
  "@message": z.string().optional(),
  "@type": z.string().optional(),
  "#text": z.string().optional(),
});
const Case = z.object({
  "@name": z.string(),
  "@classname": z.string().optional(),
  "@file": z.string().optional(),
  "@status": z.string().optional(),
  failure: z.array(Told.or(z.string())).default([]),
  error: z.array(Told.or(z.string())).default([]),
  skipped: z.array(Told.or(z.string())).default([]),
  "system-out": z.array(z.string()).default([]),
  "system-err": z.array(z.string()).default([]),
});

/** A runner's words on one test. `failure` and `error` as it calls them itself. */
export type XmlCase = {
  name: string;
  classname: string;
  file: string | null;
  status: string | null;
  told: { as: "failure" | "error" | "skipped"; type: string; message: string; text: string } | null;
  output: string;
};

export type XmlReport =
  | { kind: "read"; cases: XmlCase[] }
  | { kind: "missing" | "incomplete" | "not-this-format" };

type Node = Record<string, unknown>;

/** How many tests a runner says there were, where it writes these cases. */
export type Counting = (cases: readonly XmlCase[]) => number;

const ONE_EACH: Counting = (cases) => cases.length;

/** Several documents may follow each other. A suite counts the tests in it, so a test that somebody adds does not add up. */
export function readXmlReport(text: string, counting = ONE_EACH): XmlReport {
  const body = text.replaceAll(/<\?xml[^>]{0,200}\?>|<!DOCTYPE[^>]{0,200}>/g, "").trim();
  if (body === "") return { kind: "missing" };
  if (!/^<testsuites?[\s>/]/.test(body)) return { kind: "not-this-format" };
  const whole = `<reports>${body}</reports>`;
  if (XMLValidator.validate(whole) !== true) return { kind: "incomplete" };
  const suites = suitesIn(nodeOf(nodeOf(PARSER.parse(whole)).reports));
  const cases = suites.flatMap((suite) => casesOf(suite));
  if (cases.some((each) => each === null)) return { kind: "not-this-format" };
  if (!suites.every((suite) => addsUp(suite, counting))) return { kind: "incomplete" };
  return { kind: "read", cases: cases.filter((each) => each !== null) };
}

const LISTS = [
  "testsuites",
  "testsuite",
  "testcase",
  "failure",
  "error",
  "skipped",
  "system-out",
  "system-err",
];

/** Only the five entities of XML itself are known, so a report cannot grow. */
const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  htmlEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: false,
  isArray: (name) => LISTS.includes(name),
});

const MAX_DEPTH = 20;

/** The suites of all documents, the outer ones before those inside of them. */
function suitesIn(node: Node, depth = 0): Node[] {
  if (depth > MAX_DEPTH) return [];
  const own = nodesOf(node.testsuite);
  const wrapped = nodesOf(node.testsuites);
  return [
    ...own.flatMap((suite) => [suite, ...suitesIn(suite, depth + 1)]),
    ...wrapped.flatMap((each) => suitesIn(each, depth + 1)),
  ];
}

function casesOf(suite: Node): (XmlCase | null)[] {
  return nodesOf(suite.testcase).map((node) => {
    const read = Case.safeParse(node).data;
    if (read === undefined) return null;
    const { failure, error, skipped } = read;
    return {
      name: decoded(read["@name"]),
      classname: decoded(read["@classname"] ?? ""),
      file: read["@file"] === undefined ? null : decoded(read["@file"]),
      status: read["@status"] ?? null,
      told: toldBy("error", error) ?? toldBy("failure", failure) ?? toldBy("skipped", skipped),
      output: decoded([...read["system-out"], ...read["system-err"]].join("\n")),
    };
  });
}

function toldBy(
  as: "failure" | "error" | "skipped",
  said: (z.infer<typeof Told> | string)[],
): XmlCase["told"] {
  const [first] = said;
  if (first === undefined) return null;
  const told = typeof first === "string" ? { "#text": first } : first;
  return {
    as,
    type: decoded(told["@type"] ?? ""),
    message: decoded(told["@message"] ?? ""),
    text: decoded(told["#text"] ?? ""),
  };
}

function addsUp(suite: Node, counting: Counting): boolean {
  const found = [suite, ...suitesIn(suite)].flatMap(casesOf).filter((each) => each !== null);
  return suite["@tests"] === undefined || Number(suite["@tests"]) === counting(found);
}

/** Names may stand with a reference to a character; the parser leaves those alone. */
function decoded(text: string): string {
  return text.replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (all, hex: string, decimal: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function nodesOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(nodeOf) : [];
}

function nodeOf(value: unknown): Node {
  return z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
}
