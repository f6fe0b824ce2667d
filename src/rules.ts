// Strict YAML → a value, or faults with line and remedy: `.github/issuewright.yml`, and the files of an evaluation's cases.
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { Budget, Role } from "./domain/budget.ts";
import {
  CheckRule,
  DEFAULT_LABELS,
  NO_RULES,
  Rules,
  type RulesFault,
  type RulesReading,
} from "./domain/rules.ts";

const MAX_BYTES = 64 * 1024;

export function parseRules(text: string | null): RulesReading {
  if (text === null || text.trim() === "") return { kind: "read", rules: NO_RULES };
  const reading = readYaml(text, Rules, knownSettings);
  return reading.kind === "read" ? { kind: "read", rules: reading.value } : reading;
}

export type YamlReading<T> = { kind: "read"; value: T } | Extract<RulesReading, { kind: "invalid" }>;

/** `known` says, for the place of a setting nobody knows, which there are. A typo is an error, not a silence. */
export function readYaml<T>(
  text: string,
  schema: z.ZodType<T>,
  known: (path: PropertyKey[]) => string,
): YamlReading<T> {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return invalid([{ line: 1, what: "the file is larger than 64 KiB", remedy: "Shorten it" }]);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    return invalid(
      document.errors.slice(0, 5).map((error) => ({
        line: counter.linePos(error.pos[0]).line,
        what: `this is not valid YAML (${error.message.split("\n")[0]})`,
        remedy: "Check indentation, quotes and colons on that line",
      })),
    );
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    const line = counter.linePos(alias).line;
    return invalid([
      { line, what: "an alias (`*name`) stands here", remedy: "Write the value out: aliases are not read" },
    ]);
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { kind: "read", value: parsed.data };
  return invalid(
    parsed.error.issues.slice(0, 10).map((issue) => {
      const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
      const offset = offsetOf(document, issue.path, unknown);
      const place = issue.path.length === 0 ? null : `\`${issue.path.join(".")}\``;
      return {
        line: offset === null ? 1 : counter.linePos(offset).line,
        what:
          unknown === undefined
            ? `${place ?? "the file"}: ${issue.message}`
            : `there is no setting \`${unknown}\`${place === null ? "" : ` in ${place}`}`,
        remedy: unknown === undefined ? "Correct the value" : known(issue.path),
      };
    }),
  );
}

function invalid(faults: RulesFault[]): Extract<RulesReading, { kind: "invalid" }> {
  return { kind: "invalid", faults };
}

/** Offset of the first alias: expanding them is how a small file becomes an enormous value. */
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

/** Settings that have settings of their own. */
const INNER: Record<string, string[]> = {
  checks: Object.keys(CheckRule.shape),
  budget: Object.keys(Budget.shape),
  models: Role.options,
  labels: Object.keys(DEFAULT_LABELS),
};

function knownSettings([outer]: PropertyKey[]): string {
  const inner = INNER[String(outer)];
  return inner === undefined
    ? `The settings are ${Object.keys(Rules.shape).join(", ")}`
    : `The settings in \`${String(outer)}\` are ${inner.join(", ")}`;
}
