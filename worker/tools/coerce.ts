// Takes arguments that a model nearly got right: by the schema, so that nothing changes which fits already. Pure.
import { z } from "zod";

/** A list of types is the same as that many alternatives. */
const Node = z
  .looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
    required: z.array(z.string()).optional(),
    items: z.unknown().optional(),
    anyOf: z.array(z.unknown()).optional(),
    enum: z.array(z.unknown()).optional(),
  })
  .transform(({ type, ...node }) =>
    Array.isArray(type)
      ? { ...node, type: undefined, anyOf: type.map((each) => ({ ...node, type: each })) }
      : { ...node, type },
  );
type Node = z.infer<typeof Node>;
const Fields = z.record(z.string(), z.unknown());

/** `schema`: the JSON schema that the model was sent. Whatever does not nearly fit stays as it is. */
export function coerced(schema: unknown, value: unknown): unknown {
  const node = Node.safeParse(schema).data;
  if (node === undefined) return value;
  if (node.anyOf !== undefined) return coercedToOne(node.anyOf, value);
  if (node.enum !== undefined) return nearWord(node.enum, value);
  const given = ofType(node.type, value);
  if (node.type === "object") return coercedObject(node, given);
  if (node.type === "array") return coercedList(node, given);
  return given;
}

function ofType(type: string | undefined, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  switch (type) {
    case "integer":
    case "number":
      return text !== "" && Number.isFinite(Number(text)) ? Number(text) : value;
    case "boolean":
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : value;
    case "array":
      return jsonIf(Array.isArray, text) ?? value;
    case "object":
      return jsonIf((json) => Fields.safeParse(json).success, text) ?? value;
    default:
      return value;
  }
}

/** Null, and an empty text where no text belongs, leave out what may be left out. */
function coercedObject(node: Node, value: unknown): unknown {
  const fields = unwrapped(node, value);
  if (fields === null) return value;
  const kept = Object.entries(fields).flatMap(([name, given]) => {
    const property = node.properties?.[name];
    if (property === undefined) return [[name, given]];
    const leavesOut = (given === null && !takesNull(property)) || (given === "" && !takesText(property));
    if (leavesOut && !node.required?.includes(name)) return [];
    return [[name, coerced(property, given)]];
  });
  return Object.fromEntries(kept);
}

const WRAPPERS = new Set(["arguments", "parameters", "input", "args"]);

/** Some models put all arguments into one. Null: the value is no object. */
function unwrapped(node: Node, value: unknown): z.infer<typeof Fields> | null {
  const fields = Fields.safeParse(value).data;
  if (fields === undefined) return null;
  const [only, ...others] = Object.keys(fields);
  if (only === undefined || others.length > 0 || !WRAPPERS.has(only) || node.properties?.[only] !== undefined)
    return fields;
  return Fields.safeParse(ofType("object", fields[only])).data ?? fields;
}

/** One item without its list is a list of one. A text of several lines without marks or with commas may be several. */
function coercedList(node: Node, value: unknown): unknown {
  const item = Node.safeParse(node.items).data;
  if (Array.isArray(value)) return value.map((each) => coerced(node.items, each));
  const written = item?.type === "string" && typeof value === "string" ? markedItems(value) : null;
  if (written !== null) return written;
  if (item?.type === "string" && typeof value === "string" && !/[\n,]/.test(value) && value !== "")
    return [value];
  if (item?.type === "object" && Fields.safeParse(value).success) return [coerced(node.items, value)];
  return value;
}

const MARKED = /^(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)/;

/** The items of a list in markdown; a line without a mark goes on with the item above it. Null: the text is no such list. */
function markedItems(text: string): string[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (!MARKED.test(lines[0]?.trimStart() ?? "")) return null;
  const depth = indentOf(lines[0] ?? "");
  const items: string[] = [];
  for (const line of lines) {
    const words = line.trim();
    if (MARKED.test(words) && indentOf(line) <= depth) items.push(words.replace(MARKED, ""));
    else items.push(`${items.pop()}\n${words}`);
  }
  return items;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The first alternative that the value fits, else the first that it nearly fits. */
function coercedToOne(alternatives: unknown[], value: unknown): unknown {
  // A text that says null is none, also where a text may be.
  if (value === "null" && alternatives.some((each) => isOfType(each, null))) return null;
  const fitting = alternatives.find((each) => isOfType(each, value));
  if (fitting !== undefined) return coerced(fitting, value);
  const near = alternatives.find((each) => isOfType(each, coerced(each, value)));
  return near === undefined ? value : coerced(near, value);
}

function nearWord(words: unknown[], value: unknown): unknown {
  if (typeof value !== "string" || words.includes(value)) return value;
  const bare = (word: unknown) =>
    String(word)
      .toLowerCase()
      .replace(/[\s_-]/g, "");
  const near = words.filter((word) => bare(word) === bare(value));
  return near.length === 1 ? near[0] : value;
}

function isOfType(schema: unknown, value: unknown): boolean {
  const node = Node.safeParse(schema).data;
  if (node?.anyOf !== undefined) return node.anyOf.some((each) => isOfType(each, value));
  if (node?.enum !== undefined) return node.enum.includes(value);
  switch (node?.type) {
    case "string":
    case "boolean":
    case "number":
      return typeof value === node.type;
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return Fields.safeParse(value).success && !Array.isArray(value);
    default:
      return true;
  }
}

function takesNull(schema: unknown): boolean {
  return isOfType(schema, null);
}

function takesText(schema: unknown): boolean {
  return (
    isOfType(schema, "") ||
    Node.safeParse(schema).data?.enum?.some((word) => typeof word === "string") === true
  );
}

function jsonIf(is: (json: unknown) => boolean, text: string): unknown {
  const json = Json.safeParse(text).data;
  return is(json) ? json : undefined;
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("not JSON");
    return z.NEVER;
  }
});
