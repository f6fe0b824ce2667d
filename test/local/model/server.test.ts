// The scripted model as any client sees it: plain HTTP, one request at a time.
import { afterEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import type { Fault } from "../../../local/model/faults.ts";
import { type Script, textOf } from "../../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../../local/model/server.ts";
import { FOR_EVER_MS } from "../../../local/model/stream.ts";
import { fakeClock } from "../../support/clock.ts";

const SCRIPT: Script = [
  {
    role: "coder",
    when: (request) => textOf(request).includes("#12"),
    turns: [{ text: "Twelve." }, { calls: [{ name: "read", arguments: { path: "a.ts" } }] }],
  },
  {
    role: "coder",
    turns: (request, turn) => ({ text: `${request.messages.length} messages, turn ${turn}` }),
  },
];

const Completion = z.object({
  choices: z.array(z.unknown()),
  usage: z.object({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    prompt_tokens_details: z.object({ cached_tokens: z.int() }),
  }),
});

const open: LocalModel[] = [];
afterEach(async () => {
  for (const local of open.splice(0)) await local[Symbol.asyncDispose]();
});

async function start(options: Partial<Parameters<typeof startLocalModel>[0]> = {}): Promise<LocalModel> {
  const local = await startLocalModel({ script: SCRIPT, ...options });
  open.push(local);
  return local;
}

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

function ask(local: LocalModel, messages: object[], more: object = {}, headers: Record<string, string> = {}) {
  return fetch(`${local.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "scripted-coder", messages, ...more }),
  });
}

describe("the scripted model", () => {
  it("names a model for each role", async () => {
    const local = await start();
    const answer = await (await fetch(`${local.baseUrl}/models`)).json();
    expect(answer).toMatchObject({
      object: "list",
      data: [{ id: "scripted-architect" }, { id: "scripted-coder" }, { id: "scripted-reviewer" }],
    });
  });

  it("plays the first scene that accepts the request, at the request's turn", async () => {
    const local = await start();
    const told = async (...messages: object[]) => {
      const { choices } = Completion.parse(await (await ask(local, messages)).json());
      return choices[0];
    };
    expect(await told(user("issue #12"))).toMatchObject({
      message: { content: "Twelve." },
      finish_reason: "stop",
    });
    expect(await told(user("issue #12"), assistant("Twelve."), user("Go on."))).toMatchObject({
      message: { tool_calls: [{ id: "call_1_0", function: { name: "read", arguments: '{"path":"a.ts"}' } }] },
      finish_reason: "tool_calls",
    });
    expect(await told(user("issue #13"))).toMatchObject({ message: { content: "1 messages, turn 0" } });
    // The model keeps no state, so a repeated request gets the same answer.
    expect(await told(user("issue #12"))).toMatchObject({ message: { content: "Twelve." } });
  });

  it("streams", async () => {
    const local = await start();
    const more = { stream: true, stream_options: { include_usage: true } };
    const response = await ask(local, [user("#12"), assistant("Twelve."), user("Go on.")], more);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = (await response.text()).split("\n\n").filter((event) => event !== "");
    const shown = events.slice(0, -1).map((event) => {
      const { choices, usage } = JSON.parse(event.replace(/^data: /, ""));
      return JSON.stringify(usage ?? [choices[0].delta, choices[0].finish_reason]);
    });
    expect(events.at(-1)).toBe("data: [DONE]");
    expect(shown.join("\n")).toMatchInlineSnapshot(`
"[{"role":"assistant","content":""},null]
[{"tool_calls":[{"index":0,"id":"call_1_0","type":"function","function":{"name":"read","arguments":""}}]},null]
[{"tool_calls":[{"index":0,"function":{"arguments":"{\\"path\\""}}]},null]
[{"tool_calls":[{"index":0,"function":{"arguments":":\\"a.ts\\""}}]},null]
[{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]},null]
[{},"tool_calls"]
{"prompt_tokens":28,"completion_tokens":12,"total_tokens":40,"prompt_tokens_details":{"cached_tokens":0}}"
`);
  });

  it("counts in a fixed way, and counts a known prefix as cached", async () => {
    const local = await start();
    const usage = async (...messages: object[]) =>
      Completion.parse(await (await ask(local, messages)).json()).usage;
    const first = await usage(user("issue #13"));
    expect(first).toMatchObject({ prompt_tokens: 11, prompt_tokens_details: { cached_tokens: 0 } });
    expect(await usage(user("issue #13"))).toEqual({
      ...first,
      prompt_tokens_details: { cached_tokens: 11 },
    });
    const longer = await usage(user("issue #13"), assistant("Well."), user("Go on."));
    expect(longer.prompt_tokens).toBeGreaterThan(11);
    expect(longer.prompt_tokens_details.cached_tokens).toBe(11);
  });

  it("keeps every request, but not the key", async () => {
    const local = await start({ apiKey: "sk-local" });
    await ask(local, [user("Hello.")], {}, { authorization: "Bearer sk-local" });
    expect(local.requests).toHaveLength(1);
    expect(local.requests[0]?.request.messages).toEqual([user("Hello.")]);
    expect(JSON.stringify(local.requests)).not.toContain("sk-local");
  });

  it("waits before each reply as long as configured", async () => {
    const clock = fakeClock();
    const local = await start({ clock, latencyMs: 700 });
    local.faults.add({ fault: { kind: "slow", latencyMs: 9_000 } });
    for (const expected of [9_000, 700]) {
      const answer = ask(local, [user("Hello.")]);
      clock.advance(await clock.sleeper((ms) => ms === expected));
      expect((await answer).status).toBe(200);
    }
  });

  it.each<[string, object[], object, number, RegExp]>([
    ["a model it is not", [user("Hi.")], { model: "gpt-4o" }, 404, /gpt-4o does not exist/],
    [
      "a scene without such a turn",
      [user("#12"), assistant("a"), assistant("b")],
      {},
      400,
      /has 2 turns, not 3/,
    ],
    [
      "a role without a scene",
      [user("Hi.")],
      { model: "scripted-reviewer" },
      400,
      /no scene of scripted-reviewer/,
    ],
    ["what no endpoint knows", [user("Hi.")], { maximum: 3 }, 400, /maximum/],
    [
      "an answer nobody waits for",
      [{ role: "tool", tool_call_id: "x", content: "" }],
      {},
      400,
      /answered, once/,
    ],
  ])("refuses %s", async (_what, messages, more, status, words) => {
    const response = await ask(await start(), messages, more);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(words);
  });

  it("refuses a history with an unanswered call, or with a call that is not JSON", async () => {
    const local = await start();
    const calling = (text: string) => ({
      role: "assistant",
      content: null,
      tool_calls: [{ id: "a", type: "function", function: { name: "read", arguments: text } }],
    });
    expect((await ask(local, [user("Hi."), calling("{}"), user("Well?")])).status).toBe(400);
    expect((await ask(local, [user("Hi."), calling("{}")])).status).toBe(400);
    const answer = { role: "tool", tool_call_id: "a", content: "text" };
    expect((await ask(local, [user("Hi."), calling("{"), answer])).status).toBe(400);
    expect((await ask(local, [user("Hi."), calling("{}"), answer])).status).toBe(200);
  });

  it("refuses a wrong key", async () => {
    const local = await start({ apiKey: "sk-local" });
    expect((await ask(local, [user("Hi.")])).status).toBe(401);
    expect((await fetch(`${local.baseUrl}/models`)).status).toBe(401);
  });
});

describe("a fault", () => {
  it.each<[Fault, number]>([
    [{ kind: "rate-limit", retryAfter: "7" }, 429],
    [{ kind: "out-of-credit" }, 429],
    [{ kind: "server-error" }, 500],
    [{ kind: "unauthorized" }, 401],
    [{ kind: "context-length" }, 400],
  ])("hits as often as it was added: %j", async (fault, status) => {
    const local = await start();
    local.faults.add({ fault, times: 2 });
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask(local, [user("Hi.")]));
    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]?.headers.get("retry-after")).toBe("retryAfter" in fault ? fault.retryAfter : null);
  });

  it("hits only its own requests", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "server-error" }, when: (request) => textOf(request).includes("#12") });
    expect((await ask(local, [user("#13")])).status).toBe(200);
    expect((await ask(local, [user("#12")])).status).toBe(500);
  });

  it("can stall a stream, which ends when the server closes", async () => {
    const clock = fakeClock();
    const local = await start({ clock });
    local.faults.add({ fault: { kind: "stalled", afterChunks: 2 } });
    const reading = ask(local, [user("Hi.")], { stream: true }).then((response) => response.text());
    const ending = expect(reading).rejects.toThrow();
    await clock.sleeper((ms) => ms === FOR_EVER_MS);
    await local[Symbol.asyncDispose]();
    await ending;
    expect(clock.sleeping()).toEqual([]);
  });
});
