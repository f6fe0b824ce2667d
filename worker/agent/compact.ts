// What stands for the middle of a long conversation: a digest by the harness, of what was done and told. Pure.
import { estimateTokenCount } from "tokenx";
import { z } from "zod";
import type { Message } from "../models/model.ts";
import { cutInTheMiddle } from "./cut.ts";

export type Said = {
  message: Message;
  /** Mattered only when it was said. */
  passing: boolean;
  /** The answer to a call that came to nothing. */
  failed: boolean;
};

/** As good as can be without the model's own tokenizer. */
export function tokensOf(messages: Message[]): number {
  return messages.reduce((sum, message) => sum + estimateTokenCount(JSON.stringify(message)), 0);
}

/** Where the newest turns begin that fit into so many tokens. The last one always stays, and an answer never without its call. */
export function newestTurns(said: Said[], keepTokens: number): number {
  const last = said.findLastIndex(({ message }) => message.role === "assistant");
  let tokens = 0;
  let first = Math.max(0, last);
  for (let index = said.length - 1; index >= 0; index -= 1) {
    const message = said[index]?.message;
    if (message === undefined) break;
    tokens += tokensOf([message]);
    if (index <= last && tokens > keepTokens) break;
    if (index < last && message.role !== "tool") first = index;
  }
  return first;
}

/** Shares of the room. */
const SHARES = { told: 0.4, written: 0.2, read: 0.1, commands: 0.2, failures: 0.1 };

export function digestOf(said: Said[], maxCharacters: number): string {
  const done = said.flatMap(({ message }) =>
    message.role === "assistant" ? message.toolCalls.flatMap((call) => deedOf(call.id, call.arguments)) : [],
  );
  const answers = new Map(said.flatMap((one) => (one.message.role === "tool" ? [answerOf(one)] : [])));
  const of = (kind: Deed["kind"]) => done.filter((deed) => deed.kind === kind);
  const ran = of("command").map((deed) => ({ ...deed, ...(answers.get(deed.id) ?? NO_ANSWER) }));
  const worked = (deed: Deed) => answers.get(deed.id)?.failed === false;
  const broken = ran.filter(({ ended }) => ended !== "exit status 0");
  const told = said.flatMap(({ message, passing }) =>
    message.role === "user" && !passing ? [message.text] : [],
  );
  const room = (share: number) => Math.floor(maxCharacters * share);
  return [
    section("Files written", names(of("write").filter(worked)), room(SHARES.written)),
    section("Files read", names(of("read").filter(worked)), room(SHARES.read)),
    section("Commands", folded(ran.map((one) => `${line(one.what)}: ${one.ended}`)), room(SHARES.commands)),
    section(
      "How those that failed last ended",
      broken.slice(-2).map((one) => outputOf(one, room(SHARES.failures / 2))),
      room(SHARES.failures),
    ),
    section("What you were told", told, room(SHARES.told)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

type Deed = { kind: "command" | "write" | "read"; id: string; what: string };

/** What a tool does shows in its arguments: a command, a path with new content, or a path alone. */
const Shown = z.object({
  path: z.string().optional(),
  command: z.string().optional(),
  content: z.string().optional(),
  new: z.string().optional(),
});

function deedOf(id: string, args: string): Deed[] {
  const { command, path, ...given } = Shown.safeParse(JSON.parse(args)).data ?? {};
  if (command !== undefined) return [{ kind: "command", id, what: command }];
  if (path === undefined) return [];
  const writes = given.content !== undefined || given.new !== undefined;
  return [{ kind: writes ? "write" : "read", id, what: path }];
}

type Result = { text: string; ended: string; failed: boolean };
const NO_ANSWER: Result = { text: "", ended: "", failed: true };

/** A command's answer ends with how it ended. */
function answerOf({ message, failed }: Said): [string, Result] {
  if (message.role !== "tool") return ["", NO_ANSWER];
  return [message.callId, { text: message.text, ended: line(message.text.split("\n").at(-1) ?? ""), failed }];
}

/** The last lines that fit, each set off, so that no output can pass for a part of the digest. */
function outputOf({ what, text }: { what: string; text: string }, room: number): string {
  const kept: string[] = [];
  let left = room - MAX_LINE_CHARACTERS - OVERHEAD;
  for (const one of text.split(/[\r\n\u2028\u2029]+/).toReversed()) {
    const shown = `  | ${line(one)}`;
    left -= shown.length + 1;
    if (left < 0) break;
    kept.unshift(shown);
  }
  return [line(what), ...kept].join("\n");
}

const MAX_LINE_CHARACTERS = 160;

function line(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > MAX_LINE_CHARACTERS ? `${flat.slice(0, MAX_LINE_CHARACTERS)} …` : flat;
}

function names(deeds: Deed[]): string[] {
  return folded(deeds.map((deed) => line(deed.what)));
}

/** What came again stands where it came last, with how often. */
function folded(lines: string[]): string[] {
  const times = new Map<string, number>();
  for (const one of lines) {
    const before = times.get(one) ?? 0;
    times.delete(one);
    times.set(one, before + 1);
  }
  return [...times].map(([one, count]) => (count === 1 ? one : `${one} (${count} times)`));
}

/** The newest that fit; the last one at least in part. */
function section(title: string, items: string[], room: number): string {
  let left = room - title.length - OVERHEAD;
  if (items.length === 0 || left <= 0) return "";
  const kept: string[] = [];
  for (const item of items.toReversed()) {
    const shown = kept.length === 0 ? cutInTheMiddle(item, left) : item;
    if (kept.length > 0 && shown.length > left) break;
    kept.unshift(shown);
    left -= shown.length + "- \n".length;
  }
  const earlier = items.length - kept.length;
  return [
    `${title}:`,
    ...(earlier > 0 ? [`- (${earlier} earlier)`] : []),
    ...kept.map((item) => `- ${item}`),
  ].join("\n");
}

/** For the words around what is kept. */
const OVERHEAD = 60;
