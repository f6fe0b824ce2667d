// Puts a reply together from what a server sends, in a stream or whole. Tolerant, because servers take liberties.
import { z } from "zod";
import type { Reply } from "../model.ts";
import type { RawReply } from "../protocol.ts";
import { MAX_ANSWER_CHARACTERS } from "../wire/body.ts";
import { callSlots } from "../wire/call-slots.ts";
import { countedBy, Usage } from "../wire/counts.ts";
import { joinedFields, joinedParts } from "../wire/joined.ts";
import type { Assembly } from "../wire/learning.ts";
import { EndlessAnswer } from "../wire/trouble.ts";
import { opaqueOf, refusalIn, textIn } from "./own-parts.ts";

/** A field of the wrong shape counts as left out: it never makes an answer unreadable. */
const Text = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => text ?? "");

/** Some servers send content in parts, of which some are text, or one part without its list. */
const Part = z.union([
  z.looseObject({ type: z.string() }),
  z.string().transform((text) => ({ type: "text", text })),
]);
const Content = z.union([
  z.array(Part.catch({ type: "text", text: "" })),
  z.looseObject({ type: z.string() }).transform((part) => [part]),
  Text,
]);

/** Some servers send arguments as an object instead of as its text. */
const Arguments = z
  .unknown()
  .optional()
  .transform((given) => (typeof given === "string" ? given : given == null ? "" : JSON.stringify(given)));

/** All other fields of a call or a message are the provider's own. */
const CallPart = z.looseObject({
  index: z.coerce.number().int().nullish().catch(null),
  id: Text,
  function: z.object({ name: Text, arguments: Arguments }).nullish().catch(null),
});
type CallPart = z.infer<typeof CallPart>;
const CallParts = z.union([z.array(CallPart), CallPart.transform((part) => [part])]);

const Spoken = z.looseObject({
  content: Content,
  refusal: Text,
  tool_calls: CallParts.nullish().catch(null),
});
type Spoken = z.infer<typeof Spoken>;

/** Fields of the protocol: those that are read here, an older form of calls, and those that only servers write. */
const KNOWN = new Set(["role", "content", "refusal", "tool_calls", "function_call", "annotations"]);
const KNOWN_OF_CALL = new Set(["index", "id", "type", "function"]);

const Piece = z.object({
  choices: z
    .array(
      z.object({ delta: Spoken.nullish(), message: Spoken.nullish(), finish_reason: Text, usage: Usage }),
    )
    .nullish(),
  usage: Usage,
  x_groq: z.object({ usage: Usage }).nullish().catch(null),
});

export function assembly(): Assembly {
  const calls = callSlots();
  const content = startContent();
  let message: Record<string, unknown> = {};
  let refusal = "";
  let size = 0;
  let said = false;
  let reason = "";
  let counted: RawReply["counted"] = null;

  const grow = (spoken: Spoken) => {
    size += JSON.stringify(spoken).length;
    if (size > MAX_ANSWER_CHARACTERS) throw new EndlessAnswer(MAX_ANSWER_CHARACTERS);
    content.add(spoken.content);
    refusal += spoken.refusal;
    message = joinedFields(message, without(KNOWN, spoken));
    for (const part of spoken.tool_calls ?? []) calls.take(callPieceOf(part));
  };

  return {
    take: (piece) => {
      const { choices, usage, x_groq } = Piece.parse(piece);
      const choice = choices?.[0];
      if (choice?.delta) {
        grow(choice.delta);
        said = true;
      }
      // Some servers repeat all of it at the end of a stream.
      else if (choice?.message && !said) grow(choice.message);
      reason = choice?.finish_reason || reason;
      counted = countedBy(usage ?? choice?.usage ?? x_groq?.usage) ?? counted;
    },
    answer: (ended) => {
      if (BROKEN.has(reason) || (reason === "" && !ended)) return null;
      const own = calls.calls();
      const parts = content.parts();
      const refused = refusal || refusalIn(parts);
      const opaque = opaqueOf({ message, content: parts, calls: own.map((call) => call.own) });
      return {
        text: textIn(parts) || refused,
        toolCalls: own.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
        opaque,
        finish: refused === "" ? finishOf(reason, own.length) : "refused",
        counted,
      };
    },
  };
}

function callPieceOf(part: CallPart) {
  return {
    index: part.index ?? null,
    id: part.id,
    name: part.function?.name ?? "",
    arguments: part.function?.arguments ?? "",
    own: without(KNOWN_OF_CALL, part),
  };
}

/** Content that comes as text, in parts, or first one and then the other. Text alone is by far the most. */
function startContent() {
  let before: unknown[] = [];
  let text = "";
  const parts = () => {
    if (text !== "") before = joinedParts(before, [{ type: "text", text }]);
    text = "";
    return before;
  };
  return {
    add: (piece: string | unknown[]) => {
      if (typeof piece === "string") text += piece;
      else before = joinedParts(parts(), piece);
    },
    parts,
  };
}

function without(names: Set<string>, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** Reasons of servers that had to stop, so that what came is no reply. */
const BROKEN = new Set(["error", "network_error", "insufficient_system_resource", "abort", "aborted"]);
const LENGTH = new Set(["length", "max_tokens", "model_length", "max_length", "MAX_TOKENS"]);
const REFUSED = new Set(["content_filter", "sensitive", "safety", "SAFETY", "refusal", "PROHIBITED_CONTENT"]);

function finishOf(reason: string, calls: number): Reply["finish"] {
  if (LENGTH.has(reason)) return "length";
  if (REFUSED.has(reason)) return "refused";
  return calls > 0 ? "tool-calls" : "stop";
}
