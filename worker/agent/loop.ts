// The agent loop: ask the model, run what it calls, tell it what came of it, until it hands its work in.
import type { Cap, Usage } from "../../src/domain/budget.ts";
import type { Model, Reply } from "../models/model.ts";
import type { Tool } from "../tools/tool.ts";
import { askerOf } from "./ask.ts";
import { type CallResult, callerOf, type HandInTool } from "./calls.ts";
import { type CutReply, cutCounter, cutIn, cutWordsText } from "./cut-reply.ts";
import { type TextCall, textCallIn, withoutThoughts } from "./text-calls.ts";
import type { Transcript } from "./transcript.ts";

/** One reply of the model, and what came of its tool calls. */
export type Step = { number: number; text: string; calls: CallResult[]; usage: Usage };

export type Conversation<T> = {
  model: Model;
  transcript: Transcript;
  tools: Tool[];
  handIn: HandInTool<T>;
  /** Asked before each step. The cap that is used up; null: none. */
  budgetLeft: () => Cap | null;
  /** Told before the reply's tools run, so that nothing that was spent is lost. */
  onUsage: (usage: Usage) => void;
  onStep?: (step: Step) => void | Promise<void>;
  /** Asked after each step that did not end the conversation. True breaks it off. */
  halts?: (step: Step) => Promise<boolean>;
  /** Said at intervals, so that a long conversation does not lose sight of its task. */
  remind?: Reminding;
  maxSteps: number;
  /** A longer result of a tool is cut in the middle. */
  maxResultCharacters?: number;
  signal: AbortSignal;
};

export type Reminding = {
  everySteps: number;
  everyTokens: number;
  /** Null: there is nothing to say. */
  text(): string | null;
};

export type ConversationEnd<T> =
  | { kind: "handed-in"; value: T }
  /** The model, or a filter of its endpoint, declined to answer each time. `text`: its last words. */
  | { kind: "declined"; text: string }
  /** `text`: its last words. `asText`: they hold a call that its server did not parse. */
  | { kind: "stopped-talking"; text: string; asText: TextCall | null }
  /** It made the same failing call again and again. `refusal`: what the tool said. `text`: its last words. */
  | { kind: "stuck"; tool: string; times: number; refusal: string; text: string }
  /** The endpoint left out a part of the conversation without a word, and nothing of it could be shortened. */
  | { kind: "cut"; sentTokens: number; countedTokens: number }
  /** Replies in a row were cut, although it was told each time. `text`: its last words. */
  | ({ kind: "cut-short"; times: number; text: string } & CutReply)
  | { kind: "out-of-budget"; cap: Cap }
  | { kind: "halted" }
  | { kind: "out-of-steps" };

/** Replies without a call that are answered with a reminder; the next ends the conversation. */
const MOST_REMINDERS = 2;
/** Equal calls that fail; then nothing else will come. */
const MOST_EQUAL_FAILURES = 5;
/** Replies in a row that were cut; then no shorter one will come. */
const MOST_CUT_REPLIES = 5;
const MAX_RESULT_CHARACTERS = 16_384;

/**
 * However it ends, the transcript can be continued: each call in it is answered. Rejects with whatever a tool throws
 * other than ToolError, and with what the model throws.
 */
export async function converse<T>(conversation: Conversation<T>): Promise<ConversationEnd<T>> {
  const { model, transcript, tools, handIn, signal, remind } = conversation;
  const definitions = [...tools.map((tool) => tool.definition), handIn.definition];
  const asker = askerOf(model, transcript, { tools: definitions, signal });
  const caller = callerOf({
    ...conversation,
    maxResultCharacters: conversation.maxResultCharacters ?? MAX_RESULT_CHARACTERS,
    maxCharacters: asker.resultCharacters,
  });
  const isTime = remind === undefined ? () => false : intervalOf(remind);
  const failures = failureCounter();
  const cuts = cutCounter();
  let reminders = 0;
  let lastWords = "";
  for (let number = 1; number <= conversation.maxSteps; number += 1) {
    const cap = conversation.budgetLeft();
    if (cap !== null) return { kind: "out-of-budget", cap };
    const { reply, cut } = await asker.next();
    conversation.onUsage(reply.usage);
    if (cut !== null) {
      if (!asker.fit()) return { kind: "cut", ...cut };
      continue;
    }
    const calls = await caller.runAll(reply, transcript);
    const step = { number, text: reply.text, calls, usage: reply.usage };
    await conversation.onStep?.(step);
    const handedIn = caller.handedIn();
    if (handedIn !== null) return { kind: "handed-in", value: handedIn.value };
    lastWords = withoutThoughts(reply.text) || lastWords;
    const stuck = calls.find((result) => failures(result) >= MOST_EQUAL_FAILURES);
    if (stuck !== undefined) {
      const { call, text: refusal } = stuck;
      return { kind: "stuck", tool: call.name, times: MOST_EQUAL_FAILURES, refusal, text: lastWords };
    }
    const cutShort = cutIn(reply);
    const times = cuts(cutShort);
    if (cutShort !== null && times === MOST_CUT_REPLIES)
      return { kind: "cut-short", times, ...cutShort, text: lastWords };
    if (calls.length > 0) reminders = 0;
    else if (cutShort !== null)
      transcript.aside(`${cutWordsText(cutShort)} ${callReminder(reply, handIn.definition.name)}`);
    else if (reminders === MOST_REMINDERS)
      return reply.finish === "refused"
        ? { kind: "declined", text: lastWords }
        : { kind: "stopped-talking", text: lastWords, asText: textCallIn(reply.text) };
    else {
      transcript.aside(callReminder(reply, handIn.definition.name));
      reminders += 1;
    }
    if (await conversation.halts?.(step)) return { kind: "halted" };
    const said = isTime(reply.usage) ? remind?.text() : null;
    if (said) transcript.aside(said);
  }
  return { kind: "out-of-steps" };
}

/** Told of each call; returns how often it failed with these arguments since a call of its tool succeeded. */
function failureCounter(): (result: CallResult) => number {
  const times = new Map<string, Map<string, number>>();
  return ({ call, failed }) => {
    if (!failed) {
      times.delete(call.name);
      return 0;
    }
    const ofTool = times.get(call.name) ?? new Map<string, number>();
    times.set(call.name, ofTool);
    const count = (ofTool.get(call.arguments) ?? 0) + 1;
    ofTool.set(call.arguments, count);
    return count;
  };
}

function callReminder(reply: Reply, handIn: string): string {
  const asText = textCallIn(reply.text) === null ? "" : "A call that is written as text does not run. ";
  return `${asText}Nothing happens without a tool call. Go on with one, or call \`${handIn}\` to end.`;
}

/** Told of each reply; true when it is time, and then it begins to count anew. */
function intervalOf({ everySteps, everyTokens }: Reminding): (usage: Usage) => boolean {
  let steps = 0;
  let since: number | null = null;
  return ({ inputTokens, outputTokens }) => {
    const size = inputTokens + outputTokens;
    // Smaller than before: the conversation was shortened.
    since = Math.min(since ?? inputTokens, size);
    steps += 1;
    if (steps < everySteps && size - since < everyTokens) return false;
    steps = 0;
    since = null;
    return true;
  };
}
