// The tool calls of a reply, from what the model wrote to what the model reads.
import type { z } from "zod";
import type { Cap } from "../../src/domain/budget.ts";
import { cutInTheMiddle } from "../../src/domain/cut.ts";
import { ToolError } from "../../src/domain/errors.ts";
import type { Reply, ToolCall, ToolDefinition } from "../models/model.ts";
import { type Deed, parseArguments, type Tool, type ToolContext } from "../tools/tool.ts";
import { type Parsed, parseCall } from "./arguments.ts";
import { type CutReply, cutCallText, cutIn } from "./cut-reply.ts";
import type { Transcript } from "./transcript.ts";

/** Calling this tool with arguments that fit ends the conversation: they are its result. */
export type HandInTool<T> = {
  definition: ToolDefinition;
  schema: z.ZodType<T>;
  /** Several of them in one reply are one, because no work lies between them. Left out: only the first counts. */
  together?: (earlier: T, later: T) => T;
  /** As a tool's. */
  shorter?: string;
};

export type CallResult = {
  call: ToolCall;
  text: string;
  /** The model was told to mend something. */
  failed: boolean;
  /** Null: the call did nothing, because it failed or handed the work in. */
  deed: Deed | null;
};

export type Caller<T> = {
  /** Runs the calls of a reply in order, and answers each in the transcript. */
  runAll(reply: Reply, transcript: Transcript): Promise<CallResult[]>;
  /** What was handed in; null: nothing yet. */
  handedIn(): { value: T } | null;
};

export type CallerOptions<T> = {
  tools: Tool[];
  handIn: HandInTool<T>;
  budgetLeft: () => Cap | null;
  /** Of one result. A longer one is cut in the middle. */
  maxResultCharacters: number;
  /** Of all results of one reply. */
  maxCharacters: number;
  signal: AbortSignal;
};

const REPEATS_TO_NUDGE = 3;
const MOST_CALLS = 32;
/** Shown of each result, even where there is no room left. */
const LEAST_CHARACTERS = 200;

export function callerOf<T>(options: CallerOptions<T>): Caller<T> {
  const { tools, handIn, budgetLeft, maxResultCharacters, maxCharacters, signal } = options;
  let handedIn: { value: T } | null = null;
  const takeIn: Callable = {
    definition: handIn.definition,
    shorter: handIn.shorter,
    run: async (args) => {
      const value = await parseArguments(handIn.schema, args);
      handedIn = { value: handedIn === null ? value : (handIn.together?.(handedIn.value, value) ?? value) };
      return { text: "Handed in. You are told if anything in it has to be mended.", deed: null };
    },
  };
  const callables: Callable[] = [...tools, takeIn];
  const timesInARow = repeatCounter();
  const handsIn = (call: ToolCall) => bare(call.name) === bare(handIn.definition.name);

  const run = async (call: ToolCall, cut: CutReply | null): Promise<CallResult> => {
    signal.throwIfAborted();
    if (cut !== null) {
      // What was handed in before belongs together with what was cut.
      if (handsIn(call)) handedIn = null;
      return notDone(call, cutCallText(cut, toolNamed(call.name, callables)?.shorter));
    }
    if (handedIn !== null && !(handsIn(call) && handIn.together !== undefined))
      return notRun(call, "the work was handed in before.");
    // Tool calls cost only time; handing in is free.
    if (!handsIn(call) && budgetLeft() === "minutes") return notRun(call, "time is up.");
    const result = await runCall(callables, call, { signal });
    const nudge = timesInARow(call) >= REPEATS_TO_NUDGE ? `\n\n${NUDGE}` : "";
    return { ...result, text: cutInTheMiddle(result.text, maxResultCharacters) + nudge };
  };

  return {
    handedIn: () => handedIn,
    runAll: async (reply, transcript) => {
      const results: CallResult[] = [];
      let left = maxCharacters;
      const cut = cutIn(reply);
      for (const [index, call] of transcript.assistant(reply).entries()) {
        const isLast = index === reply.toolCalls.length - 1;
        const whole = index < MOST_CALLS ? await run(call, isLast ? cut : null) : notRun(call, TOO_MANY);
        const result = { ...whole, text: cutInTheMiddle(whole.text, Math.max(left, LEAST_CHARACTERS)) };
        left -= result.text.length;
        transcript.answer(call.id, result);
        results.push(result);
      }
      return results;
    },
  };
}

const TOO_MANY = `more than ${MOST_CALLS} calls in one reply.`;
const NUDGE =
  "(The same call with the same arguments, three times or more in a row. Nothing new will come of it: do something else.)";

function notRun(call: ToolCall, because: string): CallResult {
  return notDone(call, `Not run: ${because}`);
}

/** Told of each call; returns how many times in a row it came. */
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

/** A tool, or the hand-in tool. */
type Callable = {
  definition: ToolDefinition;
  shorter?: string | undefined;
  run(args: unknown, context: ToolContext): Promise<Pick<CallResult, "text" | "deed">>;
};

async function runCall(tools: Callable[], call: ToolCall, context: ToolContext): Promise<CallResult> {
  const tool = toolNamed(call.name, tools);
  if (tool === undefined) {
    const names = tools.map((candidate) => candidate.definition.name).join(", ");
    return notDone(call, `There is no tool ${quoted(call.name)}. There are: ${names}.`);
  }
  const parsed = parseCall(call);
  if (parsed.kind !== "parsed") return notDone(call, unreadableText(call, parsed));
  try {
    return { call, ...(await tool.run(parsed.args, context)), failed: false };
  } catch (thrown) {
    if (thrown instanceof ToolError) return notDone(call, thrown.message);
    throw thrown;
  }
}

/** By its exact name, else the only one whose name differs in nothing but case, marks or what stands before it. */
function toolNamed(name: string, tools: Callable[]): Callable | undefined {
  const exact = tools.find(({ definition }) => definition.name === name);
  const near = tools.filter(({ definition }) => bare(definition.name) === bare(name));
  return exact ?? (near.length === 1 ? near[0] : undefined);
}

/** `functions.read`, `default_api:read` and `Read` are `read`. */
function bare(name: string): string {
  return name
    .replace(/^.*[.:/]/, "")
    .replace(/[_\-\s]/g, "")
    .toLowerCase();
}

/** The model reads why. */
function notDone(call: ToolCall, text: string): CallResult {
  return { call, text, failed: true, deed: null };
}

function unreadableText(call: ToolCall, parsed: Exclude<Parsed, { kind: "parsed" }>): string {
  const because = parsed.kind === "not-json" ? parsed.said : "they are not a JSON object";
  return `The arguments could not be read: ${because}. You wrote: ${quoted(call.arguments)}`;
}

function quoted(text: string): string {
  return text.length > 200 ? `${text.slice(0, 100)} … ${text.slice(-100)}` : text;
}
