// One thread answers for many texts: whoever asks, whatever is asked, in the order of the calls.
import { afterAll, expect, it } from "@jest/globals";
import { startParser } from "../../../worker/map/parser.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());
const limit = { timeoutMs: 60_000, signal: new AbortController().signal };

const marked = (query: string, text: string) =>
  parser.marked({ grammar: { name: "javascript", query }, text }, limit);

it("answers each of those who ask at once, also about one grammar by other queries", async () => {
  const text = "f(1, 'a');";
  const answers = [
    marked("(number) @all", text),
    marked("(string) @all", text),
    marked("(number) @all", "2"),
  ];
  expect(await Promise.all(answers)).toEqual([[[2, 3]], [[5, 8]], [[0, 1]]]);
});

it("has no answer for a text that nobody waits for, and answers about the next", async () => {
  const stopped = { ...limit, signal: AbortSignal.abort() };
  const none = parser.nodes({ grammar: "javascript", text: "1" }, stopped);
  expect([await none, await marked("(number) @all", "3")]).toEqual([null, [[0, 1]]]);
});
