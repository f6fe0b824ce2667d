// What each wire protocol must do alike, against a server that is held to its vendor's published description.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../local/model/faults.ts";
import type { Turn } from "../../../local/model/script.ts";
import type { LocalModel } from "../../../local/model/server.ts";
import { startTranscript } from "../../../worker/agent/transcript.ts";
import { PROTOCOL_NAMES } from "../../../worker/models/index.ts";
import { ModelFailed } from "../../../worker/models/model.ts";
import { describeModels } from "../../contracts/models.ts";
import { fakeClock } from "../../support/clock.ts";
import { closeEndpoints, HEARD, start, TOOL, TURN, waitOut } from "../../support/endpoint.ts";
import { aLocalModel, aRequest, modelsAt } from "../../support/local-model.ts";
import { aPng } from "../../support/pictures.ts";

afterEach(closeEndpoints);

for (const protocol of PROTOCOL_NAMES) {
  describeModels(`An endpoint of ${protocol}`, async (script) => {
    const local = await aLocalModel(script);
    return {
      models: modelsAt(local, { protocol }),
      [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
    };
  });
}

describe.each(PROTOCOL_NAMES)("%s", (protocol) => {
  const modelAt = (local: LocalModel, clock = fakeClock()) =>
    modelsAt(local, { protocol, clock }).forRole("coder");
  const ask = (local: LocalModel) => modelAt(local).reply(aRequest({ tools: [TOOL] }));

  it.each<[string, Fault[]]>([
    ["a stream", []],
    ["a whole reply to a wish for a stream", [{ kind: "whole-reply" }]],
    ["a whole reply where it cannot stream", [{ kind: "cannot-stream" }]],
    ["a stream without a count", [{ kind: "no-usage" }]],
  ])("puts a reply together from %s", async (_form, faults) => {
    const local = await start();
    for (const fault of faults) local.faults.add({ fault, times: 9 });
    const { usage, ...reply } = await ask(local);
    expect(reply).toEqual(HEARD);
    expect(Math.min(usage.inputTokens, usage.outputTokens)).toBeGreaterThan(10);
  });

  it("says that a reply was cut at the limit, or refused", async () => {
    expect(await ask(await start([{ text: "and so", finish: "length" }]))).toMatchObject({
      finish: "length",
    });
    expect(await ask(await start([{ finish: "content_filter" }]))).toMatchObject({ finish: "refused" });
  });

  it("gives what came of a reply that breaks off twice as one that was cut", async () => {
    const local = await start([{ text: "word ".repeat(1_000) }]);
    local.faults.add({ fault: { kind: "dropped", afterChunks: 1_000 }, times: 9 });
    const clock = fakeClock();
    const reply = modelAt(local, clock).reply(aRequest({ tools: [TOOL] }));
    await waitOut(clock, 1);
    expect(await reply).toMatchObject({ finish: "length", text: expect.stringMatching(/^(word ?)+$/) });
    expect(local.requests).toHaveLength(2);
  });

  it("brings arguments that end in the middle as they are, and calls the reply cut although its server does not", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "bad-arguments" } });
    const { toolCalls, finish } = await ask(local);
    expect([toolCalls[1]?.arguments, finish]).toEqual(['{"path":"b/ü.ts"', "length"]);
  });

  it.each<[string, Fault, string]>([
    ["a refused key", { kind: "unauthorized" }, "wrong-key"],
    ["an empty account", { kind: "out-of-credit" }, "no-credit"],
    ["a conversation that is too long", { kind: "context-length" }, "too-long"],
    ["a request of too many bytes", { kind: "request-too-large" }, "too-long"],
  ])("does not ask again after %s", async (_what, fault, kind) => {
    const local = await start();
    local.faults.add({ fault, times: 9 });
    const [settled] = await Promise.allSettled([ask(local)]);
    const reason: unknown = settled.status === "rejected" ? settled.reason : null;
    expect(reason instanceof ModelFailed && reason.failure).toMatchObject({ cause: { kind } });
    expect(local.requests).toHaveLength(1);
  });

  it.each<[string, Fault]>([
    ["a rate limit", { kind: "rate-limit", retryAfter: null }],
    ["an error of the server", { kind: "server-error" }],
    ["an endpoint with too much to do", { kind: "overloaded" }],
    ["a stream that was dropped", { kind: "dropped", afterChunks: 3 }],
    ["an error inside a stream", { kind: "broken-off", afterChunks: 3 }],
  ])("asks again after %s", async (_what, fault) => {
    const local = await start();
    local.faults.add({ fault });
    const clock = fakeClock();
    const reply = modelAt(local, clock).reply(aRequest({ tools: [TOOL] }));
    await waitOut(clock, 1);
    expect(await reply).toMatchObject(HEARD);
  });

  const picture = { address: "a.png", mediaType: "image/png", base64: aPng().toString("base64") } as const;
  const seeing = aRequest({
    messages: [{ role: "user", text: "So it looks.", pictures: [picture] }],
    tools: [TOOL],
  });
  const heardIn = (local: LocalModel) =>
    local.requests.map(({ request }) => request.messages.map(({ content }) => content).join("\n"));

  it("shows pictures before the words of their message", async () => {
    const local = await start();
    const model = modelAt(local);
    expect(await model.reply(seeing)).toMatchObject(HEARD);
    expect(heardIn(local)[0]).toMatch(/^\(a picture\)\n?So it looks\.$/);
    expect(local.requests[0]?.raw.split(picture.base64)).toHaveLength(2);
    expect(model.takesPictures()).toBe(true);
  });

  it("leaves pictures out where the endpoint takes none, says so in the text, and remembers it", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "no-pictures" }, times: 9 });
    const model = modelAt(local);
    expect(await model.reply(seeing)).toMatchObject(HEARD);
    expect(model.takesPictures()).toBe(false);
    expect(heardIn(local)).toEqual([
      expect.stringContaining("(a picture)"),
      "So it looks.\n\nPicture not shown: a.png (you cannot be shown pictures)",
    ]);
  });

  it("asks for fewer output tokens where the endpoint allows fewer", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "limit-too-large" }, times: 9 });
    expect(await ask(local)).toMatchObject(HEARD);
    expect(local.requests.map(({ request }) => request.max_tokens)).toEqual([1000, 512]);
  });

  it("tells what was cached, in the order in which each request begins with the bytes of the one before", async () => {
    const turns: Turn[] = [TURN, { text: "Now I know.", calls: TURN.calls ?? [] }, { text: "Done." }];
    const local = await start(turns);
    const model = modelAt(local);
    const transcript = startTranscript({ system: "You write code.", task: "Begin." });
    const cached: number[] = [];
    for (const _ of turns) {
      const reply = await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
      cached.push(reply.usage.cachedTokens);
      for (const { id } of transcript.assistant(reply))
        transcript.answer(id, { text: "nothing", deed: null });
      transcript.aside("Go on.");
    }
    expect(cached[0]).toBe(0);
    expect(cached[2]).toBeGreaterThan(cached[1] ?? 0);
    const said = local.requests.map(({ raw }) => raw.slice(0, endOfMessages(raw)));
    for (const [index, bytes] of said.slice(1).entries())
      expect(bytes.startsWith(`${said[index]},`)).toBe(true);
  });
});

/** Where the list of messages ends: the last bracket before what follows them in the request. */
function endOfMessages(raw: string): number {
  const { messages, input } = JSON.parse(raw);
  const list = JSON.stringify(messages ?? input);
  return raw.indexOf(list) + list.length - 1;
}
