// Replies that are cut, over HTTP: what the model is told, how much more it may write, and when it ends.
import { describe, expect, it } from "@jest/globals";
import type { ChatRequest, Turn } from "../../../local/model/script.ts";
import { converseOver, echo } from "../../support/conversation.ts";

const DONE: Turn = { calls: [{ name: "done", arguments: { summary: "It is done." } }] };
const cutCall = (name: string, text: string): Turn => ({ calls: [{ name, arguments: `{"text": "${text}` }] });

describe("a reply that was cut", () => {
  it("runs what stands whole before the cut, and says how the tool does with less", async () => {
    const calls = [
      { name: "echo", arguments: { text: "one" } },
      { name: "echo", arguments: '{"text": "tw' },
    ];
    const tools = [{ ...echo, shorter: "Say one word at a time." }];
    const { ending, heard } = await converseOver([{ calls, finish: "length" }, DONE], { tools });
    expect(ending.kind).toBe("handed-in");
    expect(heard[1]).toEqual([
      "one",
      "Not run: your reply was cut after 23 tokens, inside this call. Say one word at a time.",
    ]);
  });

  it("hands nothing in, also not what was handed in before the cut", async () => {
    const calls = [
      { name: "done", arguments: { summary: "The first half" } },
      { name: "done", arguments: '{"summary": "and the sec' },
    ];
    const together = (earlier: { summary: string }, later: { summary: string }) => ({
      summary: `${earlier.summary} ${later.summary}`,
    });
    const { ending } = await converseOver([{ calls, finish: "length" }, DONE], { together });
    expect(ending).toEqual({ kind: "handed-in", value: { summary: "It is done." } });
  });

  it("ends the conversation after five in a row, whatever was cut in them", async () => {
    const turns = [
      cutCall("echo", "a"),
      { text: "I think", finish: "length" as const },
      cutCall("echo", "bb"),
      { text: "I still think", finish: "length" as const },
      cutCall("done", "cc"),
    ];
    const { ending, heard } = await converseOver([...turns, DONE]);
    expect(ending).toMatchObject({ kind: "cut-short", times: 5, inside: "done", text: "I still think" });
    expect(heard).toHaveLength(5);
  });

  it("is counted anew after one that came whole", async () => {
    const whole: Turn = { calls: [{ name: "echo", arguments: { text: "one" } }] };
    const four = ["a", "b", "c", "d"].map((text) => cutCall("echo", text));
    const { ending } = await converseOver([...four, whole, ...four, DONE]);
    expect(ending.kind).toBe("handed-in");
  });
});

describe("the limit of replies", () => {
  /** As much as the request allows, in a call that the server closes. */
  const full = ({ max_tokens = 0 }: ChatRequest): Turn => {
    const around = JSON.stringify([{ name: "echo", arguments: { text: "" } }]).length;
    return { calls: [{ name: "echo", arguments: { text: "x".repeat(max_tokens * 4 - around) } }] };
  };
  const limits = async (contextTokens: number | null, turns: number) => {
    const { requests } = await converseOver(
      (request, turn) => (turn < turns ? full(request) : DONE),
      contextTokens === null ? {} : { contextTokens },
    );
    return requests.slice(0, 4).map(({ max_tokens }) => max_tokens);
  };

  it("grows while replies fill it, up to half of what the model holds", async () => {
    expect(await limits(16_000, 3)).toEqual([4_000, 8_000, 8_000, 8_000]);
    expect(await limits(null, 3)).toEqual([16_384, 32_768, 64_000, 64_000]);
  });

  it("stays where replies are cut far below it, by another limit", async () => {
    const { requests } = await converseOver([cutCall("echo", "a"), DONE]);
    expect(requests.map(({ max_tokens }) => max_tokens)).toEqual([16_384, 16_384]);
  });
});
