// A provider's own fields of messages and calls: put together from pieces, and sent back in place.
import type OpenAI from "openai";
import { z } from "zod";
import { MAX_OPAQUE_BYTES, type Opaque } from "../model.ts";

export const CHAT = "chat-completions";

const Fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof Fields>;

/** Goes back as it came. The SDK knows fewer kinds of parts than providers send. */
const Part = z.custom<OpenAI.ChatCompletionContentPartText>();

/** `content`: null unless it came in parts that are not all text. `calls`: one for each call, in their order. */
const OwnParts = z.object({
  message: Fields,
  content: z.array(Part).nullable(),
  calls: z.array(Fields),
});
export type OwnParts = z.infer<typeof OwnParts>;

export const NO_PARTS: OwnParts = { message: {}, content: null, calls: [] };

/** Null: there is nothing, or more than may be kept. */
export function opaqueOf(given: { message: Fields; content: unknown[]; calls: Fields[] }): Opaque | null {
  const parts: OwnParts = {
    message: withoutEmpty(given.message),
    content: given.content.every(isText) ? null : z.array(Part).parse(given.content),
    calls: given.calls.map(withoutEmpty),
  };
  const isBare = [parts.message, ...parts.calls].every((fields) => Object.keys(fields).length === 0);
  if (isBare && parts.content === null) return null;
  return Buffer.byteLength(JSON.stringify(parts)) > MAX_OPAQUE_BYTES ? null : { protocol: CHAT, parts };
}

/** What this protocol made; empty if another did. */
export function ownPartsIn(opaque: Opaque | null): OwnParts {
  return opaque?.protocol === CHAT ? (OwnParts.safeParse(opaque.parts).data ?? NO_PARTS) : NO_PARTS;
}

/** Names of fields and kinds of parts, by which a refusal may point at them. */
export function namesIn({ message, content, calls }: OwnParts): string[] {
  const kinds = (content ?? []).flatMap((part) => Typed.safeParse(part).data?.type ?? []);
  return [message, ...calls].flatMap(Object.keys).concat(kinds.filter((kind) => kind !== "text"));
}

const Typed = z.looseObject({ type: z.string() });
const TextPart = z.looseObject({ type: z.enum(["text", "output_text"]), text: z.string() });
const RefusalPart = z.looseObject({ type: z.literal("refusal"), refusal: z.string() });

function isText(part: unknown): boolean {
  return TextPart.safeParse(part).success;
}

/** The text in the parts of a message. */
export function textIn(content: unknown[]): string {
  return content.map((part) => TextPart.safeParse(part).data?.text ?? "").join("");
}

/** The words of a refusal that came as a part of the content; empty: there is none. */
export function refusalIn(content: unknown[]): string {
  return content.map((part) => RefusalPart.safeParse(part).data?.refusal ?? "").join("");
}

function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/** What came of a value so far, with its next piece. */
export function joined(before: unknown, piece: unknown): unknown {
  if (isNothing(before)) return piece;
  if (isNothing(piece)) return before;
  if (typeof before === "string" && typeof piece === "string") return before + piece;
  if (Array.isArray(before) && Array.isArray(piece)) return joinedParts(before, piece);
  const [left, right] = [Fields.safeParse(before), Fields.safeParse(piece)];
  return left.success && right.success ? joinedFields(left.data, right.data) : piece;
}

/** Fields that say what a part is. They always come whole. */
const NAMING = new Set(["type", "id", "index", "format", "role"]);

export function joinedFields(before: Fields, piece: Fields): Fields {
  const entries = Object.entries(piece).map(([key, value]) => {
    const own = Object.hasOwn(before, key) ? before[key] : undefined;
    return [key, NAMING.has(key) ? (own ?? value) : joined(own, value)] as const;
  });
  return { ...before, ...Object.fromEntries(entries) };
}

/** Joins parts of `pieces` only with parts that came earlier, never with one another. */
export function joinedParts(before: unknown[], pieces: unknown[]): unknown[] {
  const parts = [...before];
  for (const [nth, piece] of pieces.entries()) {
    const at = placeOf(piece, before, nth === 0);
    if (at === -1) parts.push(piece);
    else parts[at] = joined(parts[at], piece);
  }
  return parts;
}

const Placed = z.looseObject({ index: z.number() });

/** The part that a piece goes on with: by its index, or, for text without one, the last of its kind. -1: none. */
function placeOf(piece: unknown, before: unknown[], isFirst: boolean): number {
  const index = Placed.safeParse(piece).data?.index;
  if (index !== undefined)
    return before.findLastIndex((part) => Placed.safeParse(part).data?.index === index);
  return isFirst && continues(before.at(-1), piece) ? before.length - 1 : -1;
}

/** Kinds of parts that come in pieces. Encrypted ones come whole. */
const IN_PIECES = /text|thinking|summary/;

function continues(last: unknown, piece: unknown): boolean {
  const [before, after] = [Typed.safeParse(last).data, Typed.safeParse(piece).data];
  return before !== undefined && before.type === after?.type && IN_PIECES.test(before.type);
}
