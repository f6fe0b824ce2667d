// Shortens what is too long: a digest by the harness replaces the middle of a conversation. Pure.
import { estimateTokenCount } from "tokenx";
import { cutInTheMiddle } from "../../src/domain/cut.ts";
import type { Message } from "../models/model.ts";
import type { Deed } from "../tools/tool.ts";

export type TranscriptEntry = {
  message: Message;
  /** It mattered only when it was said, so no digest repeats it. */
  passing: boolean;
  /** What the answered call did; null: nothing, or the message answers no call. */
  deed: Deed | null;
};

/** An estimate: only the model has its tokenizer. */
export function tokensOf(messages: Message[]): number {
  return messages.reduce((sum, message) => sum + tokensIn(message), 0);
}

/** Of one picture at the size to which endpoints shrink it; their counts go from 85 to 1,600. */
const PICTURE_TOKENS = 1_600;

function tokensIn(message: Message): number {
  if (message.role !== "user") return estimateTokenCount(JSON.stringify(message));
  const { pictures = [], ...words } = message;
  return estimateTokenCount(JSON.stringify(words)) + pictures.length * PICTURE_TOKENS;
}

/** Index of the first entry to keep, so that the newest turns fit into `keepTokens`. The last turn is always kept. */
export function newestTurns(said: TranscriptEntry[], keepTokens: number): number {
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

/** Shares of the digest. */
const SHARES = { told: 0.4, written: 0.2, read: 0.1, commands: 0.2, failures: 0.1 };

/** Whom a digest speaks to: the model it is about, or another one. */
export type DigestReader = "itself" | "another";
const TOLD: Record<DigestReader, string> = { itself: "What you were told", another: "What it was told" };

export function digestOf(said: TranscriptEntry[], maxCharacters: number, reader: DigestReader): string {
  const written = said.flatMap(({ deed }) => (deed?.effect === "changes" ? [deed.path] : []));
  const read = said.flatMap(({ deed }) => (deed?.effect === "reads" ? (deed.path ?? []) : []));
  const commands = said.flatMap(({ deed, message }) =>
    deed?.effect === "runs" ? [{ ...deed, output: message.text }] : [],
  );
  const broken = commands.filter(({ exitStatus }) => exitStatus !== 0);
  const told = said.flatMap(({ message, passing }) =>
    message.role === "user" && !passing ? [message.text] : [],
  );
  const room = (share: number) => Math.floor(maxCharacters * share);
  return [
    section("Files written", folded(written.map(line)), room(SHARES.written)),
    section("Files read", folded(read.map(line)), room(SHARES.read)),
    section("Commands", folded(commands.map(commandLine)), room(SHARES.commands)),
    section(
      "How those that failed last ended",
      broken.slice(-2).map((one) => outputOf(one, room(SHARES.failures / 2))),
      room(SHARES.failures),
    ),
    section(TOLD[reader], told, room(SHARES.told)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

type CommandDeed = Extract<Deed, { effect: "runs" }>;

function commandLine(command: CommandDeed): string {
  return `${line(command.line)}: ${endingText(command)}`;
}

function endingText({ ending, exitStatus }: CommandDeed): string {
  switch (ending) {
    case "exited":
      return `exit status ${exitStatus}`;
    case "timed-out":
      return "was killed at its time limit";
    case "cancelled":
    case "killed":
      return "was killed from outside";
    default:
      return ending satisfies never;
  }
}

/** The last lines that fit. Each is marked, so that no output can pass for a part of the digest. */
function outputOf(command: { line: string; output: string }, room: number): string {
  const kept: string[] = [];
  let left = room - MAX_LINE_CHARACTERS - OVERHEAD;
  for (const one of command.output.split(/[\r\n\u2028\u2029]+/).toReversed()) {
    const shown = `  | ${line(one)}`;
    left -= shown.length + 1;
    if (left < 0) break;
    kept.unshift(shown);
  }
  return [line(command.line), ...kept].join("\n");
}

const MAX_LINE_CHARACTERS = 160;

function line(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > MAX_LINE_CHARACTERS ? `${flat.slice(0, MAX_LINE_CHARACTERS)} …` : flat;
}

/** A line that came several times stands where it came last, with its number. */
function folded(lines: string[]): string[] {
  const times = new Map<string, number>();
  for (const one of lines) {
    const before = times.get(one) ?? 0;
    times.delete(one);
    times.set(one, before + 1);
  }
  return [...times].map(([one, count]) => (count === 1 ? one : `${one} (${count} times)`));
}

/** The newest items that fit; of the last one at least a part. */
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
