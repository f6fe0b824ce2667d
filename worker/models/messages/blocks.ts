// Blocks of the messages protocol that go back to the endpoint as they came: thoughts, their signatures, and whatever else.
import { z } from "zod";
import { MAX_OPAQUE_BYTES, type Opaque } from "../model.ts";

export const MESSAGES = "anthropic-messages";

export const Block = z.looseObject({ type: z.string() });
export type Block = z.infer<typeof Block>;

/** Null: all that there is can be said in text and calls, or it is more than may be kept. */
export function opaqueOf(blocks: Block[]): Opaque | null {
  if (blocks.every(({ type }) => type === "text" || type === "tool_use")) return null;
  return Buffer.byteLength(JSON.stringify(blocks)) > MAX_OPAQUE_BYTES
    ? null
    : { protocol: MESSAGES, parts: blocks };
}

/** What this protocol made; null if another did. */
export function blocksIn(opaque: Opaque | null): Block[] | null {
  return opaque?.protocol === MESSAGES ? (z.array(Block).safeParse(opaque.parts).data ?? null) : null;
}
