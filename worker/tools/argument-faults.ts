// What is wrong with the arguments of a tool call, in words for the model that wrote them. Pure.
import type { z } from "zod";

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

const MOST_FAULTS = 10;
const MAX_GIVEN_CHARACTERS = 60;

/** One line for each wrong argument: which, what was expected, and what was given. */
export function argumentFaults(issues: Issue[], args: unknown, schema: Schema): string[] {
  const told = issues.filter((issue) => !isOfOtherType(issue, issues));
  const lines = told.slice(0, MOST_FAULTS).map((issue) => `- ${faultText(issue, args, schema)}`);
  const rest = told.length - MOST_FAULTS;
  return rest > 0 ? [...lines, `- and ${rest} more`] : lines;
}

/** The size of a value says nothing where its type is wrong: a text is measured there as if it were the list. */
function isOfOtherType(issue: Issue, issues: Issue[]): boolean {
  const place = placeOf(issue.path);
  return (
    issue.code !== "invalid_type" &&
    issues.some(({ code, path }) => code === "invalid_type" && placeOf(path) === place)
  );
}

function faultText(issue: Issue, args: unknown, schema: Schema): string {
  const place = placeOf(issue.path);
  const given = valueAt(args, issue.path);
  if (issue.code === "custom") {
    const wrong = typeof given === "string" ? `, but you gave ${givenText(given)}` : "";
    return `${place}: ${issue.message}${wrong}.`;
  }
  const expected = `${place}: expected ${expectedText(issue)}`;
  if (given !== undefined) return `${expected}, but you gave ${givenText(given)}.`;
  const meant = unknownKeyLike(issue.path, args, schema);
  const hint = meant === null ? "" : ` You gave \`${meant}\`, which is no argument here.`;
  return `${expected}, but it is missing.${hint}`;
}

function placeOf(path: PropertyKey[]): string {
  if (path.length === 0) return "all of it";
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

function expectedText(issue: Exclude<Issue, { code: "custom" }>): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "too_small":
      return sizeText(issue.origin, issue.minimum, issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return sizeText(issue.origin, issue.maximum, issue.inclusive === false ? "less than" : "at most");
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    default:
      return `something else (${issue.message})`;
  }
}

const TYPES: Partial<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function sizeText(origin: string, limit: number | bigint, bound: string): string {
  const some = `${bound} ${limit}`;
  if (origin === "string") {
    return limit === 1 ? "a text that is not empty" : `a text of ${some} characters`;
  }
  return origin === "array"
    ? `a list of ${some} ${limit === 1 ? "item" : "items"}`
    : `a number that is ${some}`;
}

function givenText(given: unknown): string {
  if (typeof given === "string") {
    return given.length <= MAX_GIVEN_CHARACTERS
      ? JSON.stringify(given)
      : `${JSON.stringify(given.slice(0, MAX_GIVEN_CHARACTERS).toWellFormed())} … (${given.length} characters)`;
  }
  if (Array.isArray(given)) return `a list of ${given.length} ${given.length === 1 ? "item" : "items"}`;
  return typeof given === "object" && given !== null ? "an object" : String(given);
}

function valueAt(args: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => Object(value)[key], args);
}

/** A key beside the missing one that no schema knows and whose name is like it; null: there is none. */
function unknownKeyLike(path: PropertyKey[], args: unknown, schema: Schema): string | null {
  const missing = path.at(-1);
  if (typeof missing !== "string") return null;
  const parent = path.slice(0, -1);
  const known = Object.keys(schemaAt(schema, parent)?.properties ?? {});
  const unknown = Object.keys(Object(valueAt(args, parent))).filter((key) => !known.includes(key));
  return unknown.find((key) => isLike(key, missing)) ?? null;
}

function schemaAt(schema: Schema, path: PropertyKey[]): Schema | null {
  const objects = [schema, ...(schema.anyOf ?? [])].filter((each) => typeof each === "object");
  const [key, ...rest] = path;
  if (key === undefined) return objects.find((each) => each.properties !== undefined) ?? null;
  for (const each of objects) {
    const inner = typeof key === "number" ? each.items : each.properties?.[String(key)];
    if (typeof inner === "object" && !Array.isArray(inner)) return schemaAt(inner, rest);
  }
  return null;
}

/** `file_path` is like path, `cmd` like command, and `pathh` like path. */
function isLike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  if (a === undefined || b === undefined || a === "" || b === "") return false;
  return isWithin(a, b) || isWithin(b, a) || (b.length > 3 && isOneLetterOff(a, b));
}

/** The letters of `short` come in `long` in the same order. */
function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

function isOneLetterOff(a: string, b: string): boolean {
  return (
    [...a].some((_, at) => isWithin(a.slice(0, at) + a.slice(at + 1), b)) &&
    Math.abs(a.length - b.length) <= 1
  );
}
