// A provider's own fields of messages and calls: put together from pieces, and sent back in place.
import { z } from "zod";
import { MAX_OPAQUE_BYTES, type Opaque } from "../model.ts";
import { type Fields as FieldsOf, isNothing } from "../wire/joined.ts";

export const CHAT = "chat-completions";

const Fields = z.record(z.string(), z.unknown());

/** `content`: null unless it came in parts that are not all text. `calls`: one for each call, in their order. */
const OwnParts = z.object({
  message: Fields,
  content: z.array(z.unknown()).nullable(),
  calls: z.array(Fields),
});
export type OwnParts = z.infer<typeof OwnParts>;

export const NO_PARTS: OwnParts = { message: {}, content: null, calls: [] };

/** Null: there is nothing, or more than may be kept. */
export function opaqueOf(given: { message: FieldsOf; content: unknown[]; calls: FieldsOf[] }): Opaque | null {
  const parts: OwnParts = {
    message: withoutEmpty(given.message),
    content: given.content.every(isText) ? null : given.content,
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

function withoutEmpty(fields: FieldsOf): FieldsOf {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}
