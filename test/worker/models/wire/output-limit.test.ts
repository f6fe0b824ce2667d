// How a reply truly ended, and which limit a refusal names.
import { expect, it } from "@jest/globals";
import type { Reply } from "../../../../worker/models/model.ts";
import { limitNamedIn, trulyEnded } from "../../../../worker/models/wire/output-limit.ts";

const LIMIT = 1_000;

it.each<[string, string | null, Reply["finish"], number | null, Reply["finish"]]>([
  ["stands", '{"path":"a"}', "tool-calls", 12, "tool-calls"],
  [
    "is its limit, where it fills it with a call that its server closed",
    '{"path":"a"}',
    "tool-calls",
    1_000,
    "length",
  ],
  ["is its limit, where it fills it with words", null, "stop", 1_000, "length"],
  ["is a cut in a text", '{"path":"a', "tool-calls", null, "length"],
  ["is a cut before a value", '{"path":', "stop", 12, "length"],
  ["is a cut between braces", '{"a":[{"b":1}, ', "tool-calls", 12, "length"],
  ["is a cut behind an escape", '{"path":"a\\\\', "tool-calls", 12, "length"],
  ["is no cut, where quotes are wrong", '{"path":"a "b" c}', "tool-calls", 12, "tool-calls"],
  ["is no cut, where it is an object as text", '"{\\"path\\":\\"a\\"}"', "tool-calls", 12, "tool-calls"],
  ["is no cut, where nothing stands in it", "", "tool-calls", 12, "tool-calls"],
  [
    "is a whole call, where its server says length far below the limit",
    '{"path":"a"}',
    "length",
    12,
    "tool-calls",
  ],
  ["is a cut that its server says, where it did not count", '{"path":"a"}', "length", null, "length"],
  ["is a cut before the first argument, where its server says so", "", "length", 12, "length"],
  ["stays a refusal", null, "refused", 1_000, "refused"],
])("the end of a reply %s", (_what, written, finish, outputTokens, expected) => {
  const reply = {
    ...{ text: "", opaque: null, finish },
    toolCalls: written === null ? [] : [{ id: "1", name: "read", arguments: written }],
    counted: outputTokens === null ? null : { inputTokens: 9, cachedTokens: 0, outputTokens },
  };
  expect(trulyEnded(reply, LIMIT).finish).toBe(expected);
});

it.each([
  [
    "max_tokens: 16384 > 8192, which is the maximum allowed number of output tokens for a-model-20240620",
    8_192,
  ],
  ["max_tokens is too large: 16384. This model supports at most 4,096 completion tokens", 4_096],
  ["Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8_192],
  ["This model's maximum context length is 8192 tokens. However, you requested 9000 tokens", null],
  ["max_tokens is not supported", null],
])("a refusal names a limit for all requests: %s", (said, limit) => {
  expect(limitNamedIn(said, 16_384)).toBe(limit);
});
