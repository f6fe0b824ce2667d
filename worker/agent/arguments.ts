// The arguments of a tool call, as the model wrote them. Pure.
import type { ToolCall } from "../models/model.ts";

/** `said`: the complaint of the JSON parser. */
export type Parsed =
  | { kind: "parsed"; args: object }
  | { kind: "not-json"; said: string }
  | { kind: "not-an-object" };

/** Some endpoints write an empty object as no text at all. */
export function parseCall(call: ToolCall): Parsed {
  if (call.arguments.trim() === "") return { kind: "parsed", args: {} };
  try {
    const args: unknown = JSON.parse(call.arguments);
    if (typeof args === "object" && args !== null && !Array.isArray(args)) return { kind: "parsed", args };
    return { kind: "not-an-object" };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: "not-json", said: thrown.message };
    throw thrown;
  }
}

/** False for a call at the end of a reply that was cut: its arguments are missing, or end in the middle. */
export function isWhole(call: ToolCall): boolean {
  return call.arguments.trim() !== "" && parseCall(call).kind === "parsed";
}
