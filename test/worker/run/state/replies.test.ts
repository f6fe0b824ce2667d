// Replies that were paid are given again to who asks the same, and counted once.
import { describe, expect, it } from "@jest/globals";
import type { Usage } from "../../../../src/domain/budget.ts";
import { createLog } from "../../../../src/log.ts";
import { HEAR_OUT_MS, type StopOrder } from "../../../../src/queue/queue.ts";
import type { Message, Model } from "../../../../worker/models/model.ts";
import { readCheckpoint } from "../../../../worker/run/state/kept-work.ts";
import { keepReplies, spentOver } from "../../../../worker/run/state/replies.ts";
import { fakeClock } from "../../../support/clock.ts";
import { fakeCheckpoints } from "../../../support/ports/checkpoints.ts";

const log = createLog({ level: "silent", name: "test" });
const usage = (steps: number): Usage => ({
  ...{ inputTokens: 100 * steps, cachedTokens: 0, outputTokens: 10 * steps, steps, usd: steps },
});

/** Says how often it was asked. */
function aModel(): Model & { asked: number } {
  const model: Model & { asked: number } = {
    ...{ asked: 0, name: "m", contextTokens: null, learned: () => ({}), takesPictures: () => true },
    reply: async () => {
      model.asked += 1;
      return { text: `reply ${model.asked}`, toolCalls: [], opaque: null, finish: "stop", usage: usage(1) };
    },
  };
  return model;
}

const begun: Message[] = [{ role: "user", text: "Begin." }];
const told = (text: string): Message[] => [
  ...begun,
  {
    role: "assistant",
    text: "reply 1",
    toolCalls: [{ id: "c1", name: "shell", arguments: "{}" }],
    opaque: null,
  },
  { role: "tool", callId: "c1", text },
];
const asking = (messages: Message[]) => ({
  ...{ messages, tools: [], maxOutputTokens: 100, signal: new AbortController().signal },
});

async function execution(checkpoints: ReturnType<typeof fakeCheckpoints>, model: Model, spent: Usage[] = []) {
  const { replies } = await readCheckpoint("r", { checkpoints, log });
  const spentBy = () => spent.at(-1);
  const progressed = async () => undefined;
  const clock = fakeClock();
  const kept = keepReplies(replies, { runId: "r", checkpoints, spentBy, progressed, clock, log });
  return { ...kept, clock, replies, model: kept.remembering("coder", model) };
}

describe("replies of a model", () => {
  it("are given again to the next execution that asks the same, whatever tools say this time", async () => {
    const [checkpoints, model] = [fakeCheckpoints(), aModel()];
    const first = await execution(checkpoints, model);
    const paid = [await first.model.reply(asking(begun)), await first.model.reply(asking(told("took 1 s")))];
    const second = await execution(checkpoints, model);
    const again = [
      await second.model.reply(asking(begun)),
      await second.model.reply(asking(told("took 2 s"))),
    ];
    expect([again, model.asked]).toEqual([paid, 2]);
    expect(again.map((reply) => second.isPaid(reply.usage))).toEqual([true, true]);
    expect(paid.map((reply) => first.isPaid(reply.usage))).toEqual([false, false]);
  });

  it("are each given once: who asks the same twice in one execution gets two", async () => {
    const [checkpoints, model] = [fakeCheckpoints(), aModel()];
    const texts = async () => {
      const { model: asked } = await execution(checkpoints, model);
      return [(await asked.reply(asking(begun))).text, (await asked.reply(asking(begun))).text];
    };
    expect([await texts(), await texts()]).toEqual(new Array(2).fill(["reply 1", "reply 2"]));
  });

  it("are asked for anew by another role, of another model, or after other words", async () => {
    const [checkpoints, model] = [fakeCheckpoints(), aModel()];
    await (await execution(checkpoints, model)).model.reply(asking(begun));
    const second = await execution(checkpoints, model);
    await second.remembering("reviewer", model).reply(asking(begun));
    await second.remembering("coder", { ...model, name: "n" }).reply(asking(begun));
    await second.model.reply(asking([{ role: "user", text: "Begin again." }]));
    expect(model.asked).toBe(4);
  });

  it("are left out where a killed worker wrote a part of one", async () => {
    const checkpoints = fakeCheckpoints();
    await (await execution(checkpoints, aModel())).model.reply(asking(begun));
    await checkpoints.append("r", '{"version":1,"role":"co');
    expect((await execution(checkpoints, aModel())).replies).toHaveLength(1);
  });

  it("that cannot be kept are used all the same", async () => {
    const checkpoints = fakeCheckpoints();
    const full = { ...checkpoints, append: async () => Promise.reject(new Error("ENOSPC")) };
    const { model } = await execution(full, aModel());
    expect((await model.reply(asking(begun))).text).toBe("reply 1");
  });
});

describe("a question that was asked", () => {
  /** Its reply comes when it is told to. */
  async function underWay(order: StopOrder) {
    const [checkpoints, model, stop] = [fakeCheckpoints(), aModel(), new AbortController()];
    const coming = Promise.withResolvers<void>();
    const slow: Model = {
      ...model,
      reply: async (request) => {
        const gone = new Promise<never>((_, reject) =>
          request.signal.addEventListener("abort", () => reject(request.signal.reason)),
        );
        await Promise.race([coming.promise, gone]);
        return await model.reply(request);
      },
    };
    const first = await execution(checkpoints, slow);
    const asked = first.model.reply({ ...asking(begun), signal: stop.signal });
    const ending = asked.catch((thrown: unknown) => thrown);
    stop.abort(order);
    return { checkpoints, model, ending, come: coming.resolve, clock: first.clock };
  }

  it("is heard out and kept at a hand-over, and the run stops then", async () => {
    const { checkpoints, model, ending, come } = await underWay({ kind: "hand-over" });
    come();
    expect([await ending, model.asked]).toEqual([{ kind: "hand-over" }, 1]);
    await (await execution(checkpoints, model)).model.reply(asking(begun));
    expect(model.asked).toBe(1);
  });

  it("is not waited for any longer than a worker that leaves waits", async () => {
    const { model, ending, clock } = await underWay({ kind: "hand-over" });
    await clock.sleeper((ms) => ms === HEAR_OUT_MS);
    clock.advance(HEAR_OUT_MS);
    expect([await ending, model.asked]).toEqual([{ kind: "hand-over" }, 0]);
  });

  it.each<StopOrder>([{ kind: "claim-lost" }, { kind: "superseded", by: { kind: "person", login: "ada" } }])(
    "is broken off where nobody of this run asks it again here: $kind",
    async (order) => {
      const { model, ending } = await underWay(order);
      expect([await ending, model.asked]).toEqual([order, 0]);
    },
  );
});

it("what was spent is the newest sum, whether it was noted or stands with a reply", async () => {
  const checkpoints = fakeCheckpoints();
  await (await execution(checkpoints, aModel(), [usage(6)])).model.reply(asking(begun));
  const { replies } = await execution(checkpoints, aModel());
  expect(
    [{}, { coder: usage(6) }, { coder: usage(8), reviewer: usage(1) }].map((known) =>
      spentOver(replies, known),
    ),
  ).toEqual([{ coder: usage(7) }, { coder: usage(7) }, { coder: usage(8), reviewer: usage(1) }]);
});
