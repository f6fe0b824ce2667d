// Calls that a model wrote as text are recognised by their wrappers, and nothing else is taken for one.
import { describe, expect, it } from "@jest/globals";
import { textCallIn, withoutThoughts } from "../../../worker/agent/text-calls.ts";

describe("a call that is written as text", () => {
  it.each<[string, string | null]>([
    ['<tool_call>\n{"name": "read", "arguments": {"path": "a"}}\n</tool_call>', "hermes"],
    ["<tool_call>read<arg_key>path</arg_key><arg_value>a</arg_value></tool_call>", "glm45"],
    ["<tool_call>\n<function=read>\n<parameter=path>a</parameter>\n</function>\n</tool_call>", "qwen3_coder"],
    ['<function=read>{"path": "a"}</function>', "qwen3_coder"],
    ['[TOOL_CALLS][{"name": "read", "arguments": {"path": "a"}}]', "mistral"],
    ['<|python_tag|>{"name": "read", "parameters": {}}', "llama3_json"],
    ["<|tool_calls_section_begin|><|tool_call_begin|>functions.read:0", "kimi_k2"],
    ["<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function", "deepseek_v3"],
    ["<|channel|>commentary to=functions.read<|message|>{}", "openai"],
    ['<minimax:tool_call><invoke name="read">', "minimax_m2"],
    ['functools[{"name": "read", "arguments": {}}]', "phi4_mini_json"],
    ['I look.\n```json\n{"name": "read", "arguments": {"path": "a"}}\n```', null],
    ['{"name": "read", "parameters": {"path": "a"}}', null],
    ["```tool_code\nread(path='a')\n```", null],
    ['<function_calls><invoke name="read">', null],
  ])("is seen in %s", (text, parser) => {
    expect(textCallIn(text)).toMatchObject({ parser });
  });

  it.each([
    "I would call a tool now.",
    '```json\n{"name": "greeter", "version": "1.0.0"}\n```',
    "The function `read` takes {path}.",
    '<think>Should I write <tool_call>{"name": "read"}</tool_call>?</think>No.',
  ])("is not seen in %s", (text) => {
    expect(textCallIn(text)).toBeNull();
  });
});

it("thoughts that a server left in the text are not shown", () => {
  expect(withoutThoughts("<think>Hm.</think>\nSo.")).toBe("So.");
  expect(withoutThoughts("Hm, hm.</think>So.")).toBe("So.");
  expect(withoutThoughts("<think>Hm, and then")).toBe("");
});
