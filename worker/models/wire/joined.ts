// Puts values together from the pieces of a stream: texts grow, parts go on with the part that they belong to. Pure.
import { z } from "zod";

const Fields = z.record(z.string(), z.unknown());
export type Fields = z.infer<typeof Fields>;

export function isNothing(value: unknown): boolean {
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

const Typed = z.looseObject({ type: z.string() });
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
