// Putting tool calls together from whatever pieces a server sends.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { assembly } from "../../../../worker/models/chat/answer.ts";

const END = { choices: [{ delta: {}, finish_reason: "tool_calls" }] };

function answerTo(...parts: object[]) {
  const whole = assembly();
  for (const part of parts) whole.take({ choices: [{ delta: { tool_calls: [part] } }] });
  whole.take(END);
  return whole.answer(false)?.toolCalls.map((call) => `${call.id} ${call.name} ${call.arguments}`);
}

const head = (id: string, name: string, text = "") => ({ id, function: { name, arguments: text } });
const tail = (text: string) => ({ function: { arguments: text } });

describe("tool calls in pieces", () => {
  it("belong together by index, even in turns", () => {
    const calls = answerTo(
      { index: 0, ...head("a", "read") },
      { index: 1, ...head("b", "list") },
      { index: 0, ...tail("{1") },
      { index: 1, ...tail("{2") },
      { index: 0, ...tail("}") },
      { index: 1, ...tail("}") },
    );
    expect(calls).toEqual(["a read {1}", "b list {2}"]);
  });

  it("belong together by id where there is no index", () => {
    const calls = answerTo(head("a", "read", "{"), head("b", "list", "{}"), head("a", "read", "}"));
    expect(calls).toEqual(["a read {}", "b list {}"]);
  });

  it("belong to the last one named where there is neither", () => {
    expect(answerTo(head("", "read", "{"), tail("}"), head("", "list"), tail("{}"))).toEqual([
      " read {}",
      " list {}",
    ]);
  });

  it("are told apart by id where every index is 0", () => {
    expect(
      answerTo({ index: 0, ...head("a", "read", "{}") }, { index: 0, ...head("b", "list", "{}") }),
    ).toEqual(["a read {}", "b list {}"]);
  });

  it("may come without arguments, at first or at all", () => {
    expect(answerTo({ index: 0, id: "a", function: { name: "read" } })).toEqual(["a read "]);
    expect(answerTo({ index: 0, id: "a", function: { name: "read" } }, { index: 0, ...tail("{}") })).toEqual([
      "a read {}",
    ]);
  });

  it("may have their arguments as an object", () => {
    expect(answerTo({ id: "a", function: { name: "read", arguments: { path: "x" } } })).toEqual([
      'a read {"path":"x"}',
    ]);
  });

  it.each<[string, object[], string[]]>([
    [
      "`{}` first, and then all of them",
      [
        { index: 0, ...head("a", "read", "{}") },
        { index: 0, ...tail('{"path":') },
        { index: 0, ...tail('"x"}') },
      ],
      ['a read {"path":"x"}'],
    ],
    [
      "nothing but `null` first",
      [
        { index: 0, id: "a", function: { name: "read", arguments: "null" } },
        { index: 0, ...tail('{"path":"x"}') },
      ],
      ['a read {"path":"x"}'],
    ],
    [
      "with each piece all of them so far",
      [
        { index: 0, ...head("a", "read", '{"pa') },
        { index: 0, ...head("a", "read", '{"path":"x"') },
        { index: 0, ...head("a", "read", '{"path":"x"}') },
      ],
      ['a read {"path":"x"}'],
    ],
    [
      "all of them once more at the end",
      [
        { index: 0, ...head("a", "read", '{"path"') },
        { index: 0, ...tail(':"x"}') },
        { index: 0, ...tail('{"path":"x"}') },
      ],
      ['a read {"path":"x"}'],
    ],
    [
      "several objects in a row",
      [{ index: 0, ...head("a", "read", '{"path":"x"} {"path":"}{"}') }],
      ['a read {"path":"x"}', ' read {"path":"}{"}'],
    ],
    [
      "one slot for calls without id",
      [
        { index: 0, ...head("", "read", '{"path":"x"}') },
        { index: 0, ...head("", "read", '{"path":"y"}') },
      ],
      [' read {"path":"x"}', ' read {"path":"y"}'],
    ],
    [
      "another id with each piece of one call",
      [
        { index: 0, ...head("a", "read", '{"path"') },
        { index: 0, id: "b", ...tail(':"x"}') },
      ],
      ['a read {"path":"x"}'],
    ],
    [
      "the name with each piece",
      [
        { index: 0, ...head("", "read", '{"path"') },
        { index: 0, ...head("", "read", ':"x"}') },
      ],
      ['a read {"path":"x"}'.replace("a ", " ")],
    ],
    [
      "an index as text",
      [
        { index: "0", ...head("a", "read", "{") },
        { index: "1", ...head("b", "list", "{}") },
        { index: "0", ...tail("}") },
      ],
      ["a read {}", "b list {}"],
    ],
  ])("are understood where the server sends %s", (_habit, parts, calls) => {
    expect(answerTo(...parts)).toEqual(calls);
  });

  it("come out the same however the server cuts and interleaves them", () => {
    const text = fc.string({ maxLength: 40 }).map((path) => JSON.stringify({ path, also: { path } }));
    const call = fc.record({ name: fc.constantFrom("read", "list"), text });
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (calls, size) => {
          const queues = calls.map(({ name, text }, index) => [
            { index, ...head(`id${index}`, name) },
            ...(text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? []).map((piece) => ({
              index,
              ...tail(piece),
            })),
          ]);
          const parts: object[] = [];
          while (queues.some((queue) => queue.length > 0)) {
            for (const queue of queues) parts.push(...queue.splice(0, 1));
          }
          expect(answerTo(...parts)).toEqual(
            calls.map(({ name, text }, index) => `id${index} ${name} ${text}`),
          );
        },
      ),
    );
  });
});
