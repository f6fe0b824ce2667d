// The agent loop: ask the model, run what it calls, tell it what came of it, until it hands its work in.
import type { z } from "zod";
import type { Cap, Usage } from "../../src/domain/budget.ts";
import type { Model, Reply, ToolCall, ToolDefinition } from "../models/model.ts";
import { parseArguments, type Tool } from "../tools/tool.ts";
import { askerOf } from "./ask.ts";
import { type Answer, type Callable, isWhole, notDone, runCall } from "./call.ts";
import { cutInTheMiddle } from "./cut.ts";
import { intervalOf, type Reminding } from "./remind.ts";
import type { Transcript } from "./transcript.ts";

/** Calling this tool with arguments that fit ends the conversation: they are its result. */
export type Finish<T> = { definition: ToolDefinition; schema: z.ZodType<T> };

export type Step = { number: number; text: string; answers: Answer[]; usage: Usage };

export type Conversation<T> = {
  model: Model;
  transcript: Transcript;
  tools: Tool[];
  finish: Finish<T>;
  /** Asked before every step: the cap that is used up, or null. */
  budgetLeft: () => Cap | null;
  /** Told before the reply's tools run, so that nothing spent is ever lost. */
  onUsage: (usage: Usage) => void;
  onStep?: (step: Step) => void | Promise<void>;
  /** Asked after every step that did not end it: whether to break off, for a reason the asker knows. */
  halts?: (step: Step) => Promise<boolean>;
  /** Said at intervals, so that a long conversation does not lose sight of its task. */
  remind?: Reminding;
  maxSteps: number;
  /** Longer results of tools are cut in the middle. */
  maxResultCharacters?: number;
  signal: AbortSignal;
};

export type Ending<T> =
  | { kind: "finished"; value: T }
  | { kind: "stopped-talking"; text: string }
  | { kind: "out-of-budget"; cap: Cap }
  | { kind: "halted" }
  | { kind: "out-of-steps" };

const MOST_REMINDERS = 2;
const REPEATS_TO_NUDGE = 3;
const MOST_CALLS = 32;
/** Shown of every answer, however many there are. */
const LEAST_CHARACTERS = 200;

/**
 * However it ends, the transcript can be continued: every call in it is answered. Whatever a tool throws but ToolError
 * comes out of here and ends the run.
 */
export async function converse<T>(conversation: Conversation<T>): Promise<Ending<T>> {
  const { model, transcript, tools, finish, signal } = conversation;
  const definitions = [...tools.map((tool) => tool.definition), finish.definition];
  const asker = askerOf(model, transcript, { tools: definitions, signal });
  const desk = deskOf(conversation);
  const isTime = conversation.remind === undefined ? () => false : intervalOf(conversation.remind);
  let reminders = 0;
  for (let number = 1; number <= conversation.maxSteps; number += 1) {
    const cap = conversation.budgetLeft();
    if (cap !== null) return { kind: "out-of-budget", cap };
    const reply = await asker.next();
    conversation.onUsage(reply.usage);
    const answers = await answerAll(reply, desk, transcript, asker.answerCharacters);
    const step = { number, text: reply.text, answers, usage: reply.usage };
    await conversation.onStep?.(step);
    const handedIn = desk.handedIn();
    if (handedIn !== null) return { kind: "finished", value: handedIn.value };
    if (answers.length > 0) reminders = 0;
    else if (reminders === MOST_REMINDERS) return { kind: "stopped-talking", text: reply.text };
    else {
      transcript.aside(reminder(reply, finish));
      reminders += 1;
    }
    if (await conversation.halts?.(step)) return { kind: "halted" };
    const said = isTime(reply.usage) ? conversation.remind?.text() : null;
    if (said) transcript.aside(said);
  }
  return { kind: "out-of-steps" };
}

async function answerAll<T>(
  reply: Reply,
  desk: Desk<T>,
  transcript: Transcript,
  characters: number,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let left = characters;
  for (const [index, call] of transcript.assistant(reply).entries()) {
    const given = index < MOST_CALLS ? await desk.answer(call, reply) : notRun(call, TOO_MANY);
    const answer = { ...given, text: cutInTheMiddle(given.text, Math.max(left, LEAST_CHARACTERS)) };
    left -= answer.text.length;
    transcript.answer(call.id, answer);
    answers.push(answer);
  }
  return answers;
}

type Desk<T> = {
  answer(call: ToolCall, reply: Reply): Promise<Answer>;
  handedIn(): { value: T } | null;
};

/** Where calls are answered: by a tool, or by taking the work in. */
function deskOf<T>(conversation: Conversation<T>): Desk<T> {
  const { tools, finish, budgetLeft, signal, maxResultCharacters = 16_384 } = conversation;
  let handedIn: { value: T } | null = null;
  const takeIn: Callable = {
    definition: finish.definition,
    run: async (args) => {
      handedIn = { value: await parseArguments(finish.schema, args) };
      return { text: "Taken.", deed: null };
    },
  };
  const counted = repeatCounter();
  return {
    handedIn: () => handedIn,
    answer: async (call, reply) => {
      signal.throwIfAborted();
      if (handedIn !== null) return notRun(call, "the work was handed in before.");
      if (reply.finish === "length" && !isWhole(call)) return notRun(call, CUT);
      // Calls cost minutes and nothing else; handing in costs none.
      if (call.name !== finish.definition.name && budgetLeft() === "minutes")
        return notRun(call, "time is up.");
      const answer = await runCall([...tools, takeIn], call, { signal });
      const nudge = counted(call) >= REPEATS_TO_NUDGE ? `\n\n${NUDGE}` : "";
      return { ...answer, text: cutInTheMiddle(answer.text, maxResultCharacters) + nudge };
    },
  };
}

const TOO_MANY = `more than ${MOST_CALLS} calls in one reply.`;
const CUT = "your reply was cut at the output limit inside this call. Write less at once, in several calls.";
const NUDGE =
  "(The same call with the same arguments, three times or more in a row. Nothing new will come of it: do something else.)";

function notRun(call: ToolCall, because: string): Answer {
  return notDone(call, `Not run: ${because}`);
}

function reminder<T>(reply: Reply, finish: Finish<T>): string {
  const cut = reply.finish === "length" ? "Your reply was cut at the output limit. Be shorter. " : "";
  return `${cut}Nothing happens without a tool call. Go on with one, or call \`${finish.definition.name}\` to end.`;
}

/** How many times in a row the same call was made. */
function repeatCounter(): (call: ToolCall) => number {
  let last = "";
  let times = 0;
  return (call) => {
    const key = `${call.name} ${call.arguments}`;
    times = key === last ? times + 1 : 1;
    last = key;
    return times;
  };
}
