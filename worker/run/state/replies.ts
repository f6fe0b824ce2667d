// Each reply of a model is kept before it is used: another execution of the run that asks the same is given it, and pays
// nothing. A question that was asked is heard out where the run goes on later.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../../src/clock.ts";
import { addUsage, NO_USAGE, Role, Usage } from "../../../src/domain/budget.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Log } from "../../../src/log.ts";
import { type Claim, HEAR_OUT_MS, stopOrderOf } from "../../../src/queue/queue.ts";
import type { Message, Model, Reply, Request } from "../../models/model.ts";
import type { Checkpoints } from "../ports.ts";

const AsReply = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })),
  opaque: z.object({ protocol: z.string(), parts: z.unknown() }).nullable(),
  finish: z.enum(["stop", "tool-calls", "length", "refused"]),
  usage: Usage,
});

/** `spent`: by its role, this reply included. */
export const KeptReply = z.object({
  version: z.literal(1),
  role: Role,
  question: z.string(),
  reply: AsReply,
  spent: Usage,
});
export type KeptReply = z.infer<typeof KeptReply>;

export type Replies = {
  /** The same model. What it is asked here for the first time in this execution, and was asked in an earlier one, it does not hear. */
  remembering(role: Role, model: Model): Model;
  /** Whether this is the very usage of a reply that an earlier execution paid. */
  isPaid(usage: Usage): boolean;
};

type Needs = {
  runId: string;
  checkpoints: Pick<Checkpoints, "append">;
  spentBy(role: Role): Usage | undefined;
  progressed: Claim["progressed"];
  clock: Clock;
  log: Log;
};

/** `before`: what earlier executions kept, oldest first. */
export function keepReplies(
  before: KeptReply[],
  { runId, checkpoints, spentBy, progressed, clock, log }: Needs,
): Replies {
  const unused = Map.groupBy(before, ({ question }) => question);
  const paid = new WeakSet<Usage>();
  const keep = async (kept: KeptReply) => {
    const [written] = await Promise.allSettled([checkpoints.append(runId, JSON.stringify(kept))]);
    // The run does not wait for that.
    if (written.status === "fulfilled") return void progressed();
    log.warn({ reason: reasonOf(written.reason) }, "a reply of a model could not be kept");
  };
  return {
    isPaid: (usage) => paid.has(usage),
    remembering: (role, model) => ({
      name: model.name,
      get contextTokens() {
        return model.contextTokens;
      },
      learned: () => model.learned(),
      takesPictures: () => model.takesPictures(),
      async reply(request) {
        request.signal.throwIfAborted();
        const question = questionOf(role, model.name, request);
        const known = unused.get(question)?.shift();
        if (known !== undefined) {
          paid.add(known.reply.usage);
          return known.reply;
        }
        using hearing = hearOut(request.signal, clock);
        const reply: Reply = await model.reply({ ...request, signal: hearing.signal });
        const spent = addUsage(spentBy(role) ?? NO_USAGE, reply.usage);
        await keep({ version: 1, role, question, reply, spent });
        request.signal.throwIfAborted();
        return reply;
      },
    }),
  };
}

/** Aborts with the given signal; after a hand-over, which has another execution ask the same, only when that waits no more. */
function hearOut(given: AbortSignal, clock: Clock): Disposable & { signal: AbortSignal } {
  const [stop, over] = [new AbortController(), new AbortController()];
  const onStop = async () => {
    if (stopOrderOf(given)?.kind === "hand-over")
      await Promise.allSettled([clock.sleep(HEAR_OUT_MS, over.signal)]);
    stop.abort(given.reason);
  };
  given.addEventListener("abort", onStop, { once: true });
  return {
    signal: stop.signal,
    [Symbol.dispose]: () => {
      given.removeEventListener("abort", onStop);
      over.abort();
    },
  };
}

/**
 * What tools said is left out: times and process ids differ whenever a call is run again, and what the model did next stands
 * in its next reply.
 */
function questionOf(role: Role, model: string, { messages, tools }: Request): string {
  const names = tools.map(({ name }) => name);
  const words = JSON.stringify([role, model, names, messages.map(asAsked)]);
  return createHash("sha256").update(words).digest("hex");
}

function asAsked(message: Message): unknown {
  return message.role === "tool" ? ["tool", message.callId] : message;
}

/** The newest sum of each role, whichever of the two knows it. */
export function spentOver(
  replies: KeptReply[],
  known: Partial<Record<Role, Usage>>,
): Partial<Record<Role, Usage>> {
  const spent = { ...known };
  for (const { role, spent: sum } of replies) if (sum.steps > (spent[role]?.steps ?? 0)) spent[role] = sum;
  return spent;
}
