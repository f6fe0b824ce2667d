// The arguments of a tool call, as the model wrote them. Pure.
import type { ToolCall } from "../models/model.ts";

/** `said`: the complaint of the JSON parser. */
export type Parsed =
  | { kind: "parsed"; args: object }
  | { kind: "not-json"; said: string }
  | { kind: "not-an-object" };

/**
 * Some endpoints write an empty object as no text at all. Some models write the object as a JSON text, or as the only item
 * of a list.
 */
export function parseCall(call: ToolCall): Parsed {
  if (call.arguments.trim() === "") return { kind: "parsed", args: {} };
  try {
    const written: unknown = JSON.parse(call.arguments);
    const args: unknown =
      typeof written === "string" && written.startsWith("{") ? JSON.parse(written) : written;
    const only: unknown = Array.isArray(args) && args.length === 1 ? args[0] : args;
    if (typeof only === "object" && only !== null && !Array.isArray(only))
      return { kind: "parsed", args: only };
    return { kind: "not-an-object" };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: "not-json", said: thrown.message };
    throw thrown;
  }
}

/** The arguments as an endpoint takes them back: always an object. Null: they are none. */
export function asObjectText(call: ToolCall): string | null {
  if (call.arguments.trim() === "") return null;
  const parsed = parseCall(call);
  if (parsed.kind !== "parsed") return null;
  return call.arguments.trimStart().startsWith("{") ? call.arguments : JSON.stringify(parsed.args);
}
