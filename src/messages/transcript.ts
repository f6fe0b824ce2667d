// What the roles of a run were told, said and did, as a person reads it. Everything in it is quoted as data, and nothing is live.
import { z } from "zod";
import { visible } from "../domain/text.ts";
import { code, count, duration, fence } from "./words.ts";

/** One reply of a role, with what it was told since its last one and what came of its calls. */
export type Said = {
  role: string;
  /** Since the run began. */
  afterMs: number;
  /** Counted within one conversation. */
  step: number;
  told: string[];
  text: string;
  calls: { name: string; arguments: string; answer: string; failed: boolean }[];
};

const MAX_TOLD_CHARACTERS = 3000;
const MAX_TEXT_CHARACTERS = 2000;
const MAX_ARGUMENTS_CHARACTERS = 1200;
const MAX_ANSWER_CHARACTERS = 1200;
const MOST_CALLS = 8;

export function renderSaid(said: Said): string {
  const calls = said.calls
    .slice(0, MOST_CALLS)
    .flatMap((call) => [
      `${code(call.name)}${call.failed ? ", refused" : ""}`,
      quoted(readable(call.arguments), MAX_ARGUMENTS_CHARACTERS),
      quoted(call.answer, MAX_ANSWER_CHARACTERS),
    ]);
  const rest = said.calls.length - MOST_CALLS;
  return [
    `#### ${said.role}, step ${said.step}, after ${duration(said.afterMs)}`,
    ...said.told.flatMap((text) => ["Told:", quoted(text, MAX_TOLD_CHARACTERS)]),
    ...(said.text.trim() === "" ? [] : [quoted(said.text, MAX_TEXT_CHARACTERS)]),
    ...calls,
    ...(rest > 0 ? [`and ${count(rest, "call")} more`] : []),
  ].join("\n\n");
}

/** The beginning and the end of a transcript: pieces of `renderSaid`, and how many were left out between them. */
export const Excerpt = z.object({ first: z.array(z.string()), leftOut: z.int(), last: z.array(z.string()) });
export type Excerpt = z.infer<typeof Excerpt>;

/** At most `maxBytes` long. Whole pieces are left out, those nearest the middle first. */
export function renderTranscript(excerpt: Excerpt, keptAs: string[], maxBytes: number): string {
  const head = `### Transcript\n\n${whole(keptAs)}`;
  const gap = (left: number) => (left === 0 ? "" : `*${count(left, "step")} left out here.*`);
  const room = maxBytes - bytes(head) - bytes(gap(1_000_000)) - 4 * GLUE.length;
  const first = asMany(excerpt.first, excerpt.leftOut === 0 && excerpt.last.length === 0 ? room : room / 2);
  const last = asMany(excerpt.last.toReversed(), room - bytes(first.join(GLUE))).toReversed();
  const left = excerpt.leftOut + excerpt.first.length + excerpt.last.length - first.length - last.length;
  return [head, ...first, gap(left), ...last].filter((part) => part !== "").join(GLUE);
}

const GLUE = "\n\n";

function whole(keptAs: string[]): string {
  const names = keptAs.map((name) => `\`${name}\``).join(", ");
  return keptAs.length === 0 ? "" : `Long texts are cut here. The whole is kept where the run ran: ${names}.`;
}

/** As many of the pieces as fit, from the beginning. */
function asMany(pieces: string[], room: number): string[] {
  let left = room;
  const over = pieces.findIndex((piece) => {
    left -= bytes(piece) + GLUE.length;
    return left < 0;
  });
  return over === -1 ? pieces : pieces.slice(0, over);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

const UNESCAPED: Record<string, string> = { n: "\n", t: "\t", r: "", '"': '"', "\\": "\\" };

/** JSON with the escapes in its strings resolved, so that code in them reads as code. */
function readable(json: string): string {
  return json.replace(/\\(.)/g, (whole, character) => UNESCAPED[character] ?? whole);
}

/** Nothing breaks out of a fence longer than any inside. */
function quoted(text: string, most: number): string {
  return fence(cutInTheMiddle(visible(text).toWellFormed(), most), "text");
}

function cutInTheMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  const cut = `… ${(text.length - 2 * half).toLocaleString("en-US")} characters left out …`;
  return `${text.slice(0, half)}\n${cut}\n${text.slice(-half)}`.toWellFormed();
}
