// Further endpoints as they were documented or reported: neighbours of those in the other lists.
import {
  type Body,
  callPieces,
  events,
  finishOf,
  no,
  piece,
  type Row,
  said,
  type Turn,
  whole,
} from "./row.ts";

const GH = "https://github.com";

const schemas = ({ tools = [] }: Body) => JSON.stringify(tools.map((each) => each.function.parameters));
const done = (turn: Turn, ...pieces: object[]) => events(...pieces, piece({}, finishOf(turn)), "[DONE]");

const NO_TOOLS = "The coder's model m gave no reply: the endpoint says that it cannot call tools";
const SWITCH_ON =
  "Choose a model that calls tools in ISSUEWRIGHT_CODER_MODEL, or switch tool calls on in its server (vLLM: `--enable-auto-tool-choice` with `--tool-call-parser`; llama.cpp: `--jinja`)";

export const NEIGHBOURS: Row[] = [
  {
    endpoint: "Azure OpenAI",
    does: "begins a stream with a piece about its filter that has no choices",
    address: `${GH}/pydantic/logfire/issues/64`,
    writes: (turn) =>
      done(
        turn,
        {
          id: "",
          object: "",
          model: "",
          choices: [],
          prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
        },
        piece({ role: "assistant", content: turn.text }),
        ...callPieces(turn),
      ),
    ends: null,
  },
  {
    endpoint: "Azure OpenAI, with its filter beside the stream",
    does: "ends a stream with a piece whose choice has no delta",
    address: `${GH}/microsoft/autogen/issues/6465`,
    writes: (turn) =>
      events(
        piece({ role: "assistant", content: turn.text }),
        ...callPieces(turn),
        piece({}, finishOf(turn)),
        {
          id: "",
          object: "",
          choices: [
            {
              finish_reason: null,
              index: 0,
              content_filter_offsets: { check_offset: 9 },
              content_filter_results: {},
            },
          ],
        },
        "[DONE]",
      ),
    ends: null,
  },
  {
    endpoint: "OpenAI, o4-mini",
    does: "would refuse parallel_tool_calls, which is never sent",
    address: `${GH}/langchain-ai/langchain/issues/29416`,
    refuses: ({ parallel_tool_calls }) =>
      parallel_tool_calls !== undefined &&
      no(400, "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.", {
        param: "parallel_tool_calls",
        code: "unsupported_parameter",
      }),
    ends: null,
  },
  {
    endpoint: "Fireworks",
    does: "would refuse references inside a schema, which none of ours has",
    address: `${GH}/NousResearch/hermes-agent/pull/57011`,
    refuses: (body) =>
      /"\$(ref|defs)"/.test(schemas(body)) &&
      no(400, "Error resolving schema reference '#/$defs/SetCookieParam'"),
    ends: null,
  },
  {
    endpoint: "vLLM without a parser",
    does: "refuses tools and says which options are missing",
    address: `${GH}/vllm-project/vllm/issues/9986`,
    refuses: ({ tools }) =>
      tools !== undefined &&
      said(400, {
        object: "error",
        message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        type: "BadRequestError",
        param: null,
        code: 400,
      }),
    ends: `${NO_TOOLS} (400 "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set). ${SWITCH_ON}`,
  },
  {
    endpoint: "llama.cpp without --jinja",
    does: "refuses tools with 500",
    address: `${GH}/containers/ramalama/issues/988`,
    refuses: ({ tools }) =>
      tools !== undefined &&
      no(500, "tools param requires --jinja flag", { code: 500, type: "server_error" }),
    ends: `${NO_TOOLS} (500 tools param requires --jinja flag). ${SWITCH_ON}`,
  },
  {
    endpoint: "OpenRouter, with no provider for tools",
    does: "says with 404 that no endpoint supports tool use",
    address: `${GH}/QwenLM/qwen-code/issues/179`,
    refuses: ({ tools }) =>
      tools !== undefined &&
      no(
        404,
        "No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing",
        { code: 404 },
      ),
    ends: `${NO_TOOLS} (404 No endpoints found that support tool use. To learn more about provider routing, visit: [address]). ${SWITCH_ON}`,
  },
  {
    endpoint: "DeepSeek, thinking, with a whole reply",
    does: "wants its reasoning_content back",
    address: "https://api-docs.deepseek.com/guides/thinking_mode",
    refuses: ({ messages }) =>
      messages.some((each) => each.tool_calls !== undefined && each.reasoning_content !== "Hm.") &&
      no(400, "The reasoning_content in the thinking mode must be passed back to the API."),
    writes: (turn) => whole(turn, { content: turn.text === "" ? null : turn.text, reasoning_content: "Hm." }),
    ends: null,
  },
  {
    endpoint: "Groq",
    does: "takes fewer output tokens, in words of its own",
    address: `${GH}/khoj-ai/khoj/issues/1236`,
    refuses: ({ max_tokens, max_completion_tokens }) =>
      Number(max_tokens ?? max_completion_tokens ?? 0) > 8192 &&
      no(
        400,
        "`max_completion_tokens` must be less than or equal to `8192`, the maximum value for `max_completion_tokens` is less than the `context_window` for this model",
        { type: "invalid_request_error", param: "max_completion_tokens" },
      ),
    ends: null,
  },
  {
    endpoint: "Kilo's gateway",
    does: "knows no developer role, which is never sent unasked",
    address: `${GH}/can1357/oh-my-pi/issues/843`,
    refuses: ({ messages }) =>
      messages.some(({ role }) => role === "developer") &&
      no(
        400,
        "developer is not one of ['system', 'assistant', 'user', 'tool', 'function'] - 'messages.[6].role'",
      ),
    ends: null,
  },
  {
    endpoint: "xAI",
    does: "states an error as a text, and wants one text in each message",
    address: `${GH}/nocmt/LLMSearchPlus/issues/2`,
    refuses: ({ messages }) =>
      messages.some(({ content }) => Array.isArray(content) && content.length !== 1) &&
      said(400, {
        code: "Client specified an invalid argument",
        error: "The model expects a single `text` element per message.",
      }),
    ends: null,
  },
];
