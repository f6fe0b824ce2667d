// Models that nearly get it right, or do not get on: what is taken, and how a conversation without hope ends.
import { describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../local/model/script.ts";
import { converseOver } from "../../support/conversation.ts";

const say = (text: string): Turn => ({ calls: [{ name: "echo", arguments: { text } }] });
const DONE: Turn = { calls: [{ name: "done", arguments: { summary: "It is done." } }] };

describe("a model that does not get on", () => {
  it("tells a model that writes its calls as text, and says how they looked when it goes on so", async () => {
    const talk = { text: '<think>Hm.</think>I do it.\n<tool_call>\n{"name": "echo"}\n</tool_call>' };
    const { ending, heard } = await converseOver([talk, talk, talk]);
    expect(ending).toEqual({
      kind: "stopped-talking",
      text: 'I do it.\n<tool_call>\n{"name": "echo"}\n</tool_call>',
      asText: { wrapper: "<tool_call>", parser: "hermes" },
    });
    expect(heard[1]?.[0]).toContain("A call that is written as text does not run.");
  });

  it("ends with the last words when one call failed five times, whatever else was called meanwhile", async () => {
    const other: Turn = { calls: [{ name: "repeat", arguments: {} }] };
    const { ending, heard } = await converseOver([
      { text: "I try it.", ...say("mend") },
      say("mend"),
      other,
      say("mend"),
      say("mend"),
      other,
      say("mend"),
      DONE,
    ]);
    expect(ending).toMatchObject({
      ...{ kind: "stuck", tool: "echo", times: 5, text: "I try it." },
      refusal: expect.stringContaining("Say something else."),
    });
    expect(heard).toHaveLength(7);
  });

  it("counts failures of a call anew once a call of its tool succeeded", async () => {
    const turns = [say("mend"), say("mend"), say("mend"), say("mend"), say("fine")];
    const { ending } = await converseOver([...turns, ...turns, DONE]);
    expect(ending.kind).toBe("handed-in");
  });

  it("takes a tool's name and arguments that are nearly right", async () => {
    const { ending, heard, requests } = await converseOver([
      { calls: [{ name: "functions.Echo", arguments: '"{\\"text\\": \\"one\\"}"' }] },
      { calls: [{ name: "default_api:echo", arguments: '[{"text": "two"}]' }] },
      { calls: [{ name: "Done", arguments: { arguments: { summary: "It is done." } } }] },
    ]);
    expect(ending).toEqual({ kind: "handed-in", value: { summary: "It is done." } });
    expect(heard.slice(1)).toEqual([["one"], ["two"]]);
    const back = requests[2]?.messages.flatMap((said) => (said.role === "assistant" ? said.tool_calls : []));
    expect(back?.map((call) => call?.function.arguments)).toEqual(['{"text":"one"}', '{"text":"two"}']);
  });
});
