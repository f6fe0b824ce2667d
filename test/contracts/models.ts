// What every way to language models must do, whether an endpoint or memory is behind it.
import { describe, expect, it } from "@jest/globals";
import type { Script } from "../../local/model/script.ts";
import { ModelFailed, type Models, type Request } from "../../worker/models/model.ts";
import { aRequest } from "../support/local-model.ts";

/** Models that follow a script. */
export type OpenModels = (script: Script) => Promise<AsyncDisposable & { models: Models }>;

const TOOL = { name: "read", description: "Reads.", parameters: { type: "object", properties: {} } };
const script: Script = [
  {
    role: "coder",
    turns: [{ text: "I look.", calls: [{ name: "read", arguments: { path: "a" } }] }, { text: "Done." }],
  },
];

export function describeModels(name: string, open: OpenModels): void {
  describe(`${name}, as a way to models`, () => {
    it("brings text, calls as they were written, and a count", async () => {
      await using world = await open(script);
      const reply = await world.models.forRole("coder").reply(aRequest({ tools: [TOOL] }));
      expect(reply).toMatchObject({ text: "I look.", finish: "tool-calls", usage: { steps: 1 } });
      expect(reply.toolCalls.map(({ name: tool, arguments: text }) => [tool, JSON.parse(text)])).toEqual([
        ["read", { path: "a" }],
      ]);
      expect(Math.min(reply.usage.inputTokens, reply.usage.outputTokens)).toBeGreaterThan(0);
    });

    it("carries the conversation", async () => {
      await using world = await open(script);
      const model = world.models.forRole("coder");
      const first = await model.reply(aRequest({ tools: [TOOL] }));
      const messages: Request["messages"] = [
        ...aRequest().messages,
        { role: "assistant", text: first.text, toolCalls: first.toolCalls, opaque: first.opaque },
        ...first.toolCalls.map(({ id }) => ({ role: "tool" as const, callId: id, text: "nothing" })),
      ];
      expect(await model.reply(aRequest({ messages, tools: [TOOL] }))).toMatchObject({
        ...{ text: "Done.", toolCalls: [], finish: "stop" },
      });
    });

    it("says that the endpoint does not know a model, and which it offers", async () => {
      await using world = await open(script);
      const asked = world.models.forRole("coder", "gpt-none").reply(aRequest());
      await expect(asked).rejects.toThrow(ModelFailed);
      await expect(asked).rejects.toMatchObject({
        failure: { kind: "no-reply", role: "coder", model: "gpt-none", cause: { kind: "no-such-model" } },
      });
      const offers = await world.models.inquire(new AbortController().signal);
      expect(offers).toMatchObject({ kind: "offers", names: expect.arrayContaining(["scripted-coder"]) });
    });

    it("ends a request with the reason of its signal", async () => {
      await using world = await open(script);
      const signal = AbortSignal.abort(new Error("superseded"));
      await expect(world.models.forRole("coder").reply(aRequest({ signal }))).rejects.toThrow("superseded");
    });

    it("lacks nothing where each role has a model", async () => {
      await using world = await open(script);
      expect(await world.models.lacking({}, new AbortController().signal)).toBeNull();
    });
  });
}
