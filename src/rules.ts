// Reads strict YAML into a value, or into faults with their lines: `.github/issuewright.yml`, and files of an evaluation's case.
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { z } from "zod";
import { NO_RULES, Rules, type RulesFault, type RulesReading } from "./domain/rules.ts";

const MAX_BYTES = 64 * 1024;

export function parseRules(text: string | null): RulesReading {
  if (text === null || text.trim() === "") return { kind: "read", rules: NO_RULES };
  const reading = readYaml(text, Rules);
  return reading.kind === "read" ? { kind: "read", rules: reading.value } : reading;
}

export type YamlReading<T> = { kind: "read"; value: T } | Extract<RulesReading, { kind: "invalid" }>;

/** Reads by a strict schema, so that no typo goes unseen. */
export function readYaml<T>(text: string, schema: z.ZodType<T>): YamlReading<T> {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return invalid([{ kind: "too-large", line: 1, maxBytes: MAX_BYTES }]);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number | null) => (offset === null ? 1 : counter.linePos(offset).line);
  if (document.errors.length > 0) {
    return invalid(
      document.errors.slice(0, 5).map(({ pos, message }) => {
        const [parserSaid = ""] = message.split("\n");
        return { kind: "not-yaml", line: lineAt(pos[0]), parserSaid };
      }),
    );
  }
  const alias = firstAlias(document);
  if (alias !== null) return invalid([{ kind: "alias", line: lineAt(alias) }]);
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { kind: "read", value: parsed.data };
  return invalid(
    parsed.error.issues.slice(0, 10).map((issue): RulesFault => {
      const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
      const path = issue.path.map(String);
      const line = lineAt(offsetOf(document, issue.path, unknown));
      return unknown === undefined
        ? { kind: "wrong-value", line, path, schemaSaid: saidOf(issue) }
        : { kind: "unknown-setting", line, name: unknown, path, known: settingsAt(schema, path) };
    }),
  );
}

function invalid(faults: RulesFault[]): Extract<RulesReading, { kind: "invalid" }> {
  return { kind: "invalid", faults };
}

/** Offset of the first alias. Aliases are refused, because expanding them can make an enormous value of a small file. */
function firstAlias(document: ReturnType<typeof parseDocument>): number | null {
  let offset: number | null = null;
  visit(document, {
    Alias(_key, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Start of the key in the node at a path, of the node itself, or of the nearest one above it that exists. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: PropertyKey[],
  key: string | undefined,
): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isMap(node) && key !== undefined) {
      const found = node.items.map((pair) => pair.key).find((name) => isScalar(name) && name.value === key);
      if (isScalar(found) && found.range) return found.range[0];
    }
    if (isNode(node) && node.range) return node.range[0];
  }
  return null;
}

/** Of a name that a record does not take, what is wrong with the name. */
function saidOf(issue: z.core.$ZodIssue): string {
  return (issue.code === "invalid_key" ? issue.issues[0]?.message : undefined) ?? issue.message;
}

/** The settings that the one at a path may have; of the file itself where the path is empty. */
function settingsAt(schema: z.ZodType, path: string[]): string[] {
  const whole: z.core.JSONSchema.BaseSchema = z.toJSONSchema(schema, { io: "input" });
  return Object.keys(path.reduce(inside, whole).properties ?? {});
}

function inside(
  { properties, items, additionalProperties }: z.core.JSONSchema.BaseSchema,
  name: string,
): z.core.JSONSchema.BaseSchema {
  const inner = [properties?.[name] ?? items ?? additionalProperties].flat()[0];
  return typeof inner === "object" ? inner : {};
}
