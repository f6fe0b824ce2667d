// Items of the responses protocol that go back to the endpoint as they came: reasoning, and whatever else it makes.
import { z } from "zod";
import { MAX_OPAQUE_BYTES, type Opaque } from "../model.ts";

export const RESPONSES = "openai-responses";

export const Item = z.looseObject({ type: z.string() });
export type Item = z.infer<typeof Item>;

/** Null: all that there is can be said in text and calls, or it is more than may be kept. */
export function opaqueOf(items: Item[]): Opaque | null {
  if (items.every(({ type }) => type === "message" || type === "function_call")) return null;
  return Buffer.byteLength(JSON.stringify(items)) > MAX_OPAQUE_BYTES
    ? null
    : { protocol: RESPONSES, parts: items };
}

/** What this protocol made; null if another did. */
export function itemsIn(opaque: Opaque | null): Item[] | null {
  return opaque?.protocol === RESPONSES ? (z.array(Item).safeParse(opaque.parts).data ?? null) : null;
}
