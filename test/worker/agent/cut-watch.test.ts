// A server that reads only a part of what it is sent, found by its counts, and told from one that counts in its own way.
import { expect, it } from "@jest/globals";
import type { Scene, Turn } from "../../../local/model/script.ts";
import { cutWatch } from "../../../worker/agent/cut-watch.ts";
import type { Message } from "../../../worker/models/model.ts";
import { converseOver } from "../../support/conversation.ts";

/** Of about so many tokens. */
const words = (tokens: number) => "word ".repeat(tokens);
const system = (tokens: number): Message => ({ role: "system", text: words(tokens) });
const user = (tokens: number): Message => ({ role: "user", text: words(tokens) });
const result = (tokens: number): Message => ({ role: "tool", callId: "c", text: words(tokens) });
const call: Message = {
  ...{ role: "assistant", text: "", opaque: null },
  toolCalls: [{ id: "c", name: "read", arguments: "{}" }],
};

/** One request after the other, each with what was added to the last one, and what its server counted. */
function judged(requests: [added: Message[], counted: number][]): boolean[] {
  const watch = cutWatch();
  const messages: Message[] = [];
  return requests.map(([added, counted]) => {
    messages.push(...added);
    return watch([...messages], counted) !== null;
  });
}

it("says what was sent and what was counted", () => {
  const messages = [system(100), user(8_900)];
  expect(cutWatch()(messages, 2_051)).toEqual({ sentTokens: expect.any(Number), countedTokens: 2_051 });
});

it.each<[string, [Message[], number][], boolean[]]>([
  [
    "Ollama, where a file is read",
    [
      [[system(500), user(3_400)], 3_974],
      [[call, result(5_000)], 2_051],
    ],
    [false, true],
  ],
  ["Ollama, where the task is too long", [[[system(500), user(12_000)], 4_096]], [true]],
  [
    "a window that slides",
    [
      [[system(500), user(2_500)], 3_000],
      [[call, result(3_000)], 4_000],
      [[call, result(1_000)], 4_000],
      [[call, result(1_000)], 3_900],
      [[call, result(500)], 3_950],
    ],
    [false, false, false, true, true],
  ],
  [
    "a middle that is left out, after a tokenizer with long words",
    [
      [[system(500), user(7_500)], 5_700],
      [[call, result(12_000)], 5_000],
    ],
    [false, true],
  ],
])("finds a cut: %s", (_name, requests, cut) => {
  expect(judged(requests)).toEqual(cut);
});

it.each<[string, [Message[], number][]]>([
  [
    "only what is new is counted",
    [
      [[system(1_500), user(4_000)], 4_100],
      [[call, result(3_000)], 3_050],
      [[call, result(200)], 260],
      [[call, result(9_000)], 8_000],
    ],
  ],
  [
    "the cache is lost once, and holds a part another time",
    [
      [[system(1_500), user(4_000)], 5_600],
      [[call, result(300)], 320],
      [[call, result(300)], 6_200],
      [[call, result(300)], 2_000],
      [[call, result(300)], 330],
    ],
  ],
  [
    "its tokenizer has long words",
    [
      [[system(500), user(9_500)], 7_000],
      [[call, result(9_000)], 13_500],
    ],
  ],
  [
    "it counts more than we do",
    [
      [[system(500), user(9_500)], 19_000],
      [[call, result(9_000)], 38_000],
    ],
  ],
  ["the prompt is small", [[[system(300), user(700)], 100]]],
])("finds none where %s", (_name, requests) => {
  expect(judged(requests)).toEqual(requests.map(() => false));
});

it("counts no thoughts, which servers leave out, and no rows of equal marks", () => {
  const thought: Message = { ...call, text: `<think>${words(9_000)}</think>` };
  const row: Message = { role: "tool", callId: "c", text: `${"=".repeat(40_000)}${" ".repeat(40_000)}` };
  expect(
    judged([
      [[system(500), user(2_000)], 2_500],
      [[thought, row], 2_600],
    ]),
  ).toEqual([false, false]);
});

const say = (text: string): Turn => ({ calls: [{ name: "echo", arguments: { text } }] });
const DONE: Turn = { calls: [{ name: "done", arguments: { summary: "It is done." } }] };

it("a conversation is shortened to what its server reads, and what was answered to a part of it does not count", async () => {
  const turns = [1, 2, 3, 4, 5, 6].map((n) => say(`${n} ${words(1_000)}`));
  let replies = 0;
  const scene: Scene["turns"] = () => turns[replies++] ?? DONE;
  const { ending, requests } = await converseOver(scene, {
    refuses: { kind: "forgets", holdsTokens: 4_000 },
  });
  expect(ending).toEqual({ kind: "handed-in", value: { summary: "It is done." } });
  expect(JSON.stringify(requests.at(-1)?.messages)).toContain("was left out to make room");
});

it("a conversation ends where nothing of it can be shortened", async () => {
  const { ending } = await converseOver([say(words(9_000)), DONE], {
    maxResultCharacters: 60_000,
    refuses: { kind: "forgets", holdsTokens: 3_000 },
  });
  expect(ending).toMatchObject({ kind: "cut" });
});
