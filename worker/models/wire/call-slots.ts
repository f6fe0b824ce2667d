// Puts tool calls together from the pieces of a stream, however a server numbers, names and repeats them. Pure.
import type { ToolCall } from "../model.ts";
import { joinedFields } from "./joined.ts";

/** `own`: fields that the protocol does not know. */
export type CallPiece = {
  index: number | null;
  id: string;
  name: string;
  arguments: string;
  own: Record<string, unknown>;
};
type Slot = Omit<CallPiece, "arguments"> & { pieces: string[] };

export type OwnCall = ToolCall & { own: Record<string, unknown> };

export type CallSlots = {
  take(piece: CallPiece): void;
  calls(): OwnCall[];
};

export function callSlots(): CallSlots {
  const slots: Slot[] = [];
  return {
    take: (piece) => {
      const slot = slotOf(slots, piece);
      if (slot !== undefined) return grow(slot, piece);
      const { arguments: first, ...begun } = piece;
      slots.push({ ...begun, pieces: [first] });
    },
    calls: () => slots.flatMap(callsIn),
  };
}

function grow(slot: Slot, piece: CallPiece): void {
  slot.index ??= piece.index;
  slot.id ||= piece.id;
  slot.name = longerName(slot.name, piece.name);
  slot.pieces.push(piece.arguments);
  slot.own = joinedFields(slot.own, piece.own);
}

/** Most servers send a name once, some with each piece, and few in pieces. */
function longerName(before: string, piece: string): string {
  return piece.startsWith(before) ? piece : before;
}

/** The call that a piece goes on with: by index, else by id, else the last one. Undefined: it begins a call. */
function slotOf(slots: Slot[], piece: CallPiece): Slot | undefined {
  const place = piece.index ?? null;
  const byId = piece.id === "" ? undefined : slots.find((slot) => slot.id === piece.id);
  if (place === null) {
    const last = slots.at(-1);
    return byId ?? (last !== undefined && goesOn(last, piece) ? last : undefined);
  }
  const slot = slots.findLast((candidate) => candidate.index === place);
  return slot !== undefined && goesOn(slot, piece) ? slot : undefined;
}

/** Some servers give each call the same index or none; then another name, id or a second object begins another call. */
function goesOn(slot: Slot, piece: CallPiece): boolean {
  if (piece.id !== "" && piece.id === slot.id) return true;
  if (piece.name === "" || slot.name === "") return true;
  if (piece.id !== "" && slot.id !== "") return false;
  if (!piece.name.startsWith(slot.name)) return false;
  const text = slot.pieces.join("");
  return isEmpty(text) || !isObject(text);
}

/** Several objects in a row are several calls of the same tool. One that is said again is one. */
function callsIn({ id, name, pieces, own }: Slot): OwnCall[] {
  const text = pieces.join("");
  const begun = pieces
    .slice(
      Math.max(
        0,
        pieces.findIndex((piece) => !isEmpty(piece)),
      ),
    )
    .join("");
  const readings = [text, lastReading(pieces), begun];
  const objects = readings.map(objectsIn).find((found) => found !== null) ?? [];
  const said = [...new Set(objects.filter((each) => !isEmpty(each)))];
  const [first = begun, ...others] = said;
  return [
    { id, name, arguments: first, own },
    ...others.map((each) => ({ id: "", name, arguments: each, own: {} })),
  ];
}

/** Some servers send with each piece all of the arguments so far. */
function lastReading(pieces: string[]): string {
  return pieces.reduce((before, piece) => (piece.startsWith(before) ? piece : before + piece), "");
}

/** Some servers begin with one of these, and send the arguments afterwards. */
function isEmpty(text: string): boolean {
  return /^\s*(\{\s*\}|null|"")?\s*$/.test(text);
}

/** The objects of a text that is nothing but JSON objects in a row, as they were written; null for any other text. */
function objectsIn(text: string): string[] | null {
  if (isObject(text)) return [text];
  const objects: string[] = [];
  let from = 0;
  for (let at = text.indexOf("}"); at !== -1; at = text.indexOf("}", at + 1)) {
    const candidate = text.slice(from, at + 1);
    if (!isObject(candidate)) continue;
    objects.push(candidate.trim());
    from = at + 1;
  }
  return objects.length > 0 && text.slice(from).trim() === "" ? objects : null;
}

function isObject(text: string): boolean {
  if (!/^\s*\{.*\}\s*$/s.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
