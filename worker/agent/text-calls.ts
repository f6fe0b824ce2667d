// Calls that a model wrote as text, because its server did not parse them. They are recognised, and never run. Pure.

/** `wrapper`: how it looks. `parser`: the name of vLLM's parser for it; null: none is known. */
export type TextCall = { wrapper: string; parser: string | null };

type Known = TextCall & { looks: RegExp };

/** To know one more, add a line. The first that is found counts. */
const KNOWN: Known[] = [
  { wrapper: "<minimax:tool_call>", parser: "minimax_m2", looks: /<minimax:tool_call>/ },
  { wrapper: "<arg_key>", parser: "glm45", looks: /<tool_call>[^<]*<arg_key>/ },
  { wrapper: "<function=…>", parser: "qwen3_coder", looks: /<function=[\w.-]+/ },
  { wrapper: "<tool_call>", parser: "hermes", looks: /<tool_calls?>\s*[[{]/ },
  { wrapper: "<tool_call>", parser: null, looks: /<\/?tool_calls?>/ },
  { wrapper: "<|tool_call…|>", parser: "kimi_k2", looks: /<\|tool_calls?(_section)?_begin\|>/ },
  { wrapper: "<|tool_call|>", parser: null, looks: /<\|tool_call\|?>/ },
  { wrapper: "<｜tool▁calls▁begin｜>", parser: "deepseek_v3", looks: /<｜tool▁calls?▁begin｜>|<｜DSML｜/ },
  { wrapper: "[TOOL_CALLS]", parser: "mistral", looks: /\[TOOL_CALLS\]/ },
  { wrapper: "<|python_tag|>", parser: "llama3_json", looks: /<\|python_(tag|start)\|>/ },
  { wrapper: "<|channel|>", parser: "openai", looks: /<\|channel\|>\s*commentary|to=functions\.\w/ },
  { wrapper: "functools[…]", parser: "phi4_mini_json", looks: /\bfunctools\s*\[/ },
  { wrapper: "<tools>", parser: null, looks: /<tools>\s*[[{]/ },
  { wrapper: "<function_call>", parser: null, looks: /<function_calls?>|<invoke\s+name=/ },
  { wrapper: "```tool_code", parser: null, looks: /```tool_(code|call)/ },
  {
    wrapper: "```json",
    parser: null,
    looks:
      /```(?:json)?\s*\[?\s*\{\s*"(?:type|name|tool|function|arguments|parameters)"\s*:[^`]*"(?:arguments|parameters|args)"/,
  },
  {
    wrapper: '{"name": …, "arguments": …}',
    parser: null,
    looks:
      /^\s*\[?\s*\{\s*"(?:type|name|tool|function|arguments|parameters)"\s*:.*"(?:arguments|parameters|args)"\s*:/s,
  },
];

/** Null: it looks like no call. */
export function textCallIn(text: string): TextCall | null {
  const said = withoutThoughts(text);
  const found = KNOWN.find(({ looks }) => looks.test(said));
  return found === undefined ? null : { wrapper: found.wrapper, parser: found.parser };
}

/** Thoughts that a server left in the text are for nobody else. */
export function withoutThoughts(text: string): string {
  return text
    .replace(/<(think|thinking|reasoning)>.*?<\/\1>/gs, "")
    .replace(/^.*?<\/think(ing)?>/s, "")
    .replace(/^\s*<think(ing)?>.*$/s, "")
    .trim();
}
