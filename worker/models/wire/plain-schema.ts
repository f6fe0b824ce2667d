// A JSON schema without the words that an endpoint does not know. Pure.

/** Words that say nothing about where a value stands: a tool checks its arguments itself, so a model can do without. */
export const SCHEMA_WORDS = [
  ...[
    "$schema",
    "additionalProperties",
    "default",
    "examples",
    "format",
    "pattern",
    "title",
    "const",
    "enum",
  ],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"],
  ...[
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "prefixItems",
  ],
  ...["anyOf", "oneOf", "allOf", "not", "$ref", "$defs", "definitions", "nullable", "strict"],
];

/** A list of types where one is expected. It is left out as if it were a word: one type of the list stays. */
export const TYPE_LISTS = "type lists";

/** One of several becomes the first of them. The names of properties are no words of the schema. */
export function plainSchema(schema: Record<string, unknown>, without: string[]): Record<string, unknown> {
  if (without.length === 0) return schema;
  const alternatives = ["anyOf", "oneOf", "allOf"].filter((word) => without.includes(word));
  const first = alternatives.flatMap((word) => listOf(schema[word]))[0];
  const kept = Object.entries({ ...recordOf(first), ...schema }).filter(([word]) => !without.includes(word));
  return Object.fromEntries(
    kept.map(([word, value]) => {
      if (word === "properties") {
        const properties = Object.entries(recordOf(value));
        return [word, Object.fromEntries(properties.map(([name, each]) => [name, plain(each, without)]))];
      }
      // An endpoint that refuses a part of our schemas rarely knows lists of types.
      if (word === "type" && Array.isArray(value)) return [word, value[0]];
      return [word, word === "items" || LISTS.has(word) ? plain(value, without) : value];
    }),
  );
}

const LISTS = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);

function plain(value: unknown, without: string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, without));
  return typeof value === "object" && value !== null ? plainSchema(recordOf(value), without) : value;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
