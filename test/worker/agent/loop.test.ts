// The loop against the scripted model over HTTP: how conversations go, and how they end.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Turn } from "../../../local/model/script.ts";
import type { Tool } from "../../../worker/tools/tool.ts";
import { converseOver, echo } from "../../support/conversation.ts";

const say = (text: string): Turn => ({ calls: [{ name: "echo", arguments: { text } }] });
const TAKEN = "Handed in. You are told if anything in it has to be mended.";
const DONE: Turn = { calls: [{ name: "done", arguments: { summary: "It is done." } }] };

describe("a conversation", () => {
  it("runs what the model calls, tells it the result, and ends when the work is handed in", async () => {
    const { ending, heard, steps, spent } = await converseOver([
      { text: "First.", ...say("one") },
      say("two"),
      DONE,
    ]);
    expect(ending).toEqual({ kind: "handed-in", value: { summary: "It is done." } });
    expect(heard).toEqual([["You repeat.", "Begin."], ["one"], ["two"]]);
    expect(steps.map(({ number, text, calls }) => [number, text, calls.map((one) => one.text)])).toEqual([
      [1, "First.", ["one"]],
      [2, "", ["two"]],
      [3, "", [TAKEN]],
    ]);
    expect(spent).toEqual(steps.map((step) => step.usage));
  });

  it("runs several calls of one reply in order, and none after the work was handed in", async () => {
    const calls = [...(say("one").calls ?? []), ...(DONE.calls ?? []), ...(say("die").calls ?? [])];
    const { ending, steps } = await converseOver([{ calls }]);
    expect(ending.kind).toBe("handed-in");
    expect(steps[0]?.calls.map((answer) => answer.text)).toEqual([
      "one",
      TAKEN,
      "Not run: the work was handed in before.",
    ]);
  });

  it("tells the model what to mend, and goes on", async () => {
    const { ending, heard } = await converseOver([
      say("mend"),
      { calls: [{ name: "echo", arguments: { words: 3 } }] },
      { calls: [{ name: "repeat", arguments: {} }] },
      { calls: [{ name: "echo", arguments: '{"text": "half' }] },
      { calls: [{ name: "echo", arguments: '["text"]' }] },
      { calls: [{ name: "done", arguments: { summary: "" } }] },
      DONE,
    ]);
    expect(ending.kind).toBe("handed-in");
    expect(heard.slice(1).flat().join("\n")).toMatchInlineSnapshot(`
"Say something else.
The arguments do not fit:
- text: expected a text, but it is missing.
Call again with these mended.
There is no tool repeat. There are: echo, done.
Not run: your reply was cut after 13 tokens, inside this call. Write less at once, in several calls.
The arguments could not be read: they are not a JSON object. You wrote: ["text"]
The arguments do not fit:
- summary: expected a text of at least 3 characters, but you gave "".
Call again with these mended."
`);
  });

  it("tells a model that was cut at its output limit to write less at once", async () => {
    const { ending, heard } = await converseOver([
      { ...say("whole"), finish: "length" },
      { calls: [{ name: "echo", arguments: '{"text": "hal' }], finish: "length" },
      { calls: [{ name: "echo", arguments: "" }], finish: "length" },
      { text: "I was about to", finish: "length" },
      DONE,
    ]);
    expect(ending.kind).toBe("handed-in");
    expect(heard.slice(1).flat().join("\n")).toMatchInlineSnapshot(`
"whole
Not run: your reply was cut after 12 tokens, inside this call. Write less at once, in several calls.
Not run: your reply was cut after 8 tokens, inside this call. Write less at once, in several calls.
Your reply was cut after 4 tokens, before it called a tool. Think and write less before the next call. Nothing happens without a tool call. Go on with one, or call \`done\` to end."
`);
  });

  it("gives a model up that declines each time, and says so", async () => {
    const refused = { finish: "content_filter" } as const;
    const { ending } = await converseOver([{ text: "No.", ...refused }, refused, refused]);
    expect(ending).toEqual({ kind: "declined", text: "No." });
  });

  it("reminds a model that only talks, and gives it up when it goes on so", async () => {
    const talk = { text: "I think it is fine." };
    const { ending, heard } = await converseOver([talk, say("one"), talk, talk, talk]);
    expect(ending).toEqual({ kind: "stopped-talking", text: "I think it is fine.", asText: null });
    expect(heard).toHaveLength(5);
    expect(heard[1]).toEqual(["Nothing happens without a tool call. Go on with one, or call `done` to end."]);
  });

  it("bears a reply with nothing in it", async () => {
    const { ending } = await converseOver([{}, { finish: "content_filter" }, DONE]);
    expect(ending.kind).toBe("handed-in");
  });

  it("nudges a model that repeats itself, until it does something else", async () => {
    const { heard } = await converseOver([say("a"), say("a"), say("a"), say("a"), say("b"), say("a"), DONE]);
    const nudged = heard.slice(1).map(([text = ""]) => text.includes("three times or more in a row"));
    expect(nudged).toEqual([false, false, true, true, false, false]);
  });

  it("cuts long results in the middle, and says how much", async () => {
    const long = `${"a".repeat(60)}${"b".repeat(60)}`;
    const { heard } = await converseOver([say(long), DONE], { maxResultCharacters: 40 });
    expect(heard[1]).toEqual([`${"a".repeat(20)}\n(80 characters left out here)\n${"b".repeat(20)}`]);
  });

  it("cuts results at 16 KB by itself", async () => {
    const { heard } = await converseOver([say("x".repeat(40_000)), DONE]);
    expect(heard[1]?.[0]?.length).toBeLessThan(16_500);
  });

  it("does not send half a sign when it cuts", async () => {
    const { heard } = await converseOver([say("🙂".repeat(50)), DONE], { maxResultCharacters: 39 });
    expect(heard[1]?.[0]?.isWellFormed()).toBe(true);
  });

  it("stops before the step that the budget has no room for, with everything answered", async () => {
    const { ending, heard, steps } = await converseOver([say("one"), say("two")], {
      capAfter: (replies) => (replies === 2 ? "usd" : null),
    });
    expect(ending).toEqual({ kind: "out-of-budget", cap: "usd" });
    expect(heard).toHaveLength(2);
    expect(steps[1]?.calls[0]?.text).toBe("two");
  });

  it("runs no tool when its time is up, but takes work that is handed in", async () => {
    const calls = [...(say("one").calls ?? []), ...(DONE.calls ?? [])];
    const { ending, steps } = await converseOver([{ calls }], {
      capAfter: (replies) => (replies > 0 ? "minutes" : null),
    });
    expect(ending.kind).toBe("handed-in");
    expect(steps[0]?.calls.map((answer) => answer.text)).toEqual(["Not run: time is up.", TAKEN]);
  });

  it("runs 32 calls of one reply at most", async () => {
    const calls = Array.from({ length: 40 }, (_, n) => ({ name: "echo", arguments: { text: `${n}` } }));
    const { heard } = await converseOver([{ calls }, DONE]);
    expect(heard[1]?.slice(31, 33)).toEqual(["31", "Not run: more than 32 calls in one reply."]);
    expect(heard[1]).toHaveLength(40);
  });

  it("stops at the last step it may take", async () => {
    const { ending, heard } = await converseOver([say("a"), say("b"), say("c")], { maxSteps: 2 });
    expect(ending).toEqual({ kind: "out-of-steps" });
    expect(heard).toHaveLength(2);
  });

  it("ends with whatever a tool throws that is not for the model", async () => {
    await expect(converseOver([say("die"), DONE])).rejects.toThrow("the machine is gone");
  });

  it("runs no further tool once it is stopped", async () => {
    const stop = new AbortController();
    const reason = new Error("the label was removed");
    const ran: unknown[] = [];
    const stopping: Tool = {
      ...echo,
      run: async (args: unknown) => {
        ran.push(args);
        stop.abort(reason);
        return { text: "stopped", deed: { effect: "reads", path: null } };
      },
    };
    const calls = [...(say("one").calls ?? []), ...(say("two").calls ?? [])];
    await expect(converseOver([{ calls }], { tools: [stopping], signal: stop.signal })).rejects.toBe(reason);
    expect(ran).toEqual([{ text: "one" }]);
  });
});

describe("a long conversation", () => {
  const talk = (steps: number) => Array.from({ length: steps }, (_, n) => say(`${n}`));

  it("hears again what it is about, after so many replies", async () => {
    let times = 0;
    const text = () => `Reminder ${++times}.`;
    const { heard, sent } = await converseOver([...talk(7), DONE], {
      remind: { everySteps: 3, everyTokens: 1_000_000, text },
    });
    expect(heard.slice(1)).toEqual([
      ["0"],
      ["1"],
      ["2", "Reminder 1."],
      ["3"],
      ["4"],
      ["5", "Reminder 2."],
      ["6"],
    ]);
    for (const [index, one] of sent.slice(1).entries())
      expect(one.startsWith(`${sent[index]?.slice(0, -1)},`)).toBe(true);
  });

  it("hears it earlier when much was said, and nothing where there is nothing to say", async () => {
    const long = [say("short"), say("word ".repeat(2000)), say("short"), DONE];
    const remind = { everySteps: 50, everyTokens: 2000, text: () => "Reminder." };
    const told = (heard: string[][]) => heard.slice(1).map((texts) => texts.includes("Reminder."));
    expect(told((await converseOver(long, { remind })).heard)).toEqual([false, true, false]);
    const silent = { ...remind, text: () => null };
    expect(told((await converseOver(long, { remind: silent })).heard)).toEqual([false, false, false]);
  });

  it("is broken off when somebody says so, with everything answered", async () => {
    const { ending, heard } = await converseOver(talk(5), { halts: async ({ number }) => number === 2 });
    expect(ending).toEqual({ kind: "halted" });
    expect(heard).toHaveLength(2);
  });
});

describe("whatever a model does", () => {
  const args = fc.oneof(
    fc.record({ text: fc.string({ unit: "binary", maxLength: 30 }) }),
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("", "{}", "null", '{"text":"a"', '"text"', '{"text":"\\ud800"}'),
  );
  const call = fc.record({
    name: fc.oneof(fc.constantFrom("echo", "ECHO", "", "functions.echo"), fc.string({ maxLength: 80 })),
    arguments: args,
  });
  const turn: fc.Arbitrary<Turn> = fc.record(
    {
      text: fc.string({ unit: "binary", maxLength: 30 }),
      calls: fc.array(call, { minLength: 1, maxLength: 4 }),
      finish: fc.constant("length" as const),
    },
    { requiredKeys: ["calls"] },
  );

  it("every call is answered once, and every request begins with the bytes of the one before", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 6 }), async (turns) => {
        // The scripted model refuses a request with an unanswered call or a history no endpoint would take.
        const { ending, sent } = await converseOver([...turns, DONE]);
        expect(["handed-in", "stuck"]).toContain(ending.kind);
        if (ending.kind === "handed-in") expect(sent).toHaveLength(turns.length + 1);
        for (const [index, text] of sent.slice(1).entries()) {
          const before = sent[index] ?? "";
          expect(text.startsWith(`${before.slice(0, -1)},`)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
