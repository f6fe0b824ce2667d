// One conversation with the scripted model over HTTP, and what both sides saw of it.
import { z } from "zod";
import type { Fault } from "../../local/model/faults.ts";
import type { ChatRequest, Scene } from "../../local/model/script.ts";
import type { Cap, Usage } from "../../src/domain/budget.ts";
import { ToolError } from "../../src/domain/errors.ts";
import { type Conversation, type ConversationEnd, converse, type Step } from "../../worker/agent/loop.ts";
import { startTranscript } from "../../worker/agent/transcript.ts";
import { parametersOf, type Tool, tool } from "../../worker/tools/tool.ts";
import { aLocalModel, modelsAt } from "./local-model.ts";

const Done = z.object({ summary: z.string().min(3) });
const done = {
  definition: { name: "done", description: "Ends the work.", parameters: parametersOf(Done) },
  schema: Done,
};

/** Repeats what it is given; `mend` is an error for the model, `die` ends the run. */
export const echo: Tool = tool({
  name: "echo",
  description: "Repeats.",
  effect: "reads",
  schema: z.object({ text: z.string() }),
  run: async ({ text }) => {
    if (text === "mend") throw new ToolError("Say something else.");
    if (text === "die") throw new Error("the machine is gone");
    return { text, did: { path: null } };
  },
});

export type Held = {
  ending: ConversationEnd<{ summary: string }>;
  steps: Step[];
  spent: Usage[];
  /** What the model read since its last reply, for each request. */
  heard: string[][];
  /** The bytes of each request up to the end of its messages. */
  sent: string[];
  requests: ChatRequest[];
};

type Options = Partial<
  Pick<Conversation<unknown>, "maxSteps" | "signal" | "maxResultCharacters" | "remind" | "halts">
> & {
  tools?: Tool[];
  /** Makes one hand-in of several in one reply. */
  together?: (earlier: { summary: string }, later: { summary: string }) => { summary: string };
  /** What the model holds; default: nobody knows. */
  contextTokens?: number;
  /** How the endpoint refuses those requests that are like this. */
  refuses?: Fault;
  when?: (request: ChatRequest) => boolean;
  /** The cap that is used up after so many replies. */
  capAfter?: (replies: number) => Cap | null;
};

export async function converseOver(turns: Scene["turns"], options: Options = {}): Promise<Held> {
  await using local = await aLocalModel([{ role: "coder", turns }]);
  const { refuses, when = () => true } = options;
  if (refuses !== undefined) local.faults.add({ fault: refuses, times: 99, when });
  const steps: Step[] = [];
  const spent: Usage[] = [];
  const {
    capAfter = () => null,
    tools = [echo],
    maxSteps = 50,
    signal = new AbortController().signal,
  } = options;
  const ending = await converse({
    model: modelsAt(local, { contextTokens: options.contextTokens ?? null }).forRole("coder"),
    transcript: startTranscript({ system: "You repeat.", task: "Begin." }),
    tools,
    handIn: { ...done, ...(options.together !== undefined && { together: options.together }) },
    budgetLeft: () => capAfter(spent.length),
    onUsage: (usage) => spent.push(usage),
    onStep: (step) => {
      steps.push(step);
    },
    maxSteps,
    signal,
    ...(options.maxResultCharacters !== undefined && { maxResultCharacters: options.maxResultCharacters }),
    ...(options.remind !== undefined && { remind: options.remind }),
    ...(options.halts !== undefined && { halts: options.halts }),
  });
  return {
    ending,
    steps,
    spent,
    heard: local.requests.map(({ request: { messages } }) => {
      const last = messages.findLastIndex((message) => message.role === "assistant");
      return messages.slice(last + 1).map((message) => message.content ?? "");
    }),
    requests: local.requests.map(({ request }) => request),
    // Inside a string the quotes would be escaped, so this is the end of the messages and nothing else.
    sent: local.requests.map(({ raw }) => raw.slice(0, raw.indexOf('],"tools":[') + 1)),
  };
}
