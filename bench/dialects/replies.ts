// Endpoints that write replies in a form of their own.
import { type Body, callPieces, events, finishOf, no, piece, type Row, type Turn, whole } from "./row.ts";

const GH = "https://github.com";

/** Refuses a turn that comes back without the field that it was written with. */
const missing = (message: string, has: (message: Body["messages"][number]) => boolean) => (body: Body) =>
  body.messages.some((said) => said.tool_calls !== undefined && !has(said)) && no(400, message);

const done = (turn: Turn, ...pieces: object[]) => events(...pieces, piece({}, finishOf(turn)), "[DONE]");

export const REPLIES: Row[] = [
  {
    endpoint: "DeepSeek, thinking",
    does: "wants its reasoning_content back",
    address: "https://api-docs.deepseek.com/guides/thinking_mode",
    refuses: missing(
      "The `reasoning_content` in the thinking mode must be passed back to the API.",
      ({ reasoning_content }) => reasoning_content === "Hm, so.",
    ),
    writes: (turn) =>
      done(
        turn,
        piece({ reasoning_content: "Hm, " }),
        piece({ reasoning_content: "so." }),
        piece({ content: turn.text }),
        ...callPieces(turn),
      ),
    ends: null,
  },
  {
    endpoint: "Gemini",
    does: "wants its thought_signature back, beside the call",
    address: `${GH}/securo-finance/securo/issues/884`,
    refuses: missing(
      "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly.",
      ({ tool_calls = [] }) => tool_calls.every(({ extra_content }) => extra_content !== undefined),
    ),
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...callPieces(turn, ({ id, name, arguments: text }, index) => ({
          ...{ index, id, type: "function", function: { name, arguments: text } },
          extra_content: { google: { thought_signature: "c2ln" } },
        })),
      ),
    ends: null,
  },
  {
    endpoint: "Mistral, Magistral",
    does: "writes content in parts, thoughts among them",
    address: `${GH}/agentjido/req_llm/issues/742`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Okay" }] }] }),
        piece({ content: [{ type: "text", text: turn.text }] }),
        ...callPieces(turn),
      ),
    ends: null,
  },
  {
    endpoint: "Mistral, Magistral, whole",
    does: "writes content in parts, thoughts among them",
    address: `${GH}/infiniflow/ragflow/pull/14805`,
    writes: (turn) =>
      whole(turn, {
        content: [
          { type: "thinking", thinking: [{ type: "text", text: "So." }], closed: true },
          { type: "text", text: turn.text },
        ],
      }),
    ends: null,
  },
  {
    endpoint: "Ollama",
    does: "gives each call the index 0",
    address: `${GH}/ollama/ollama/issues/15457`,
    writes: (turn) =>
      done(
        turn,
        ...callPieces(turn, ({ id, name, arguments: text }) => ({
          ...{ index: 0, id, type: "function", function: { name, arguments: text } },
        })),
        piece({ content: turn.text }),
      ),
    ends: null,
  },
  {
    endpoint: "Ollama in 2024",
    does: "gives calls no index",
    address: `${GH}/ollama/ollama/issues/7881`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...callPieces(turn, ({ id, name, arguments: text }) => ({
          ...{ id, type: "function", function: { name, arguments: text } },
        })),
      ),
    ends: null,
  },
  {
    endpoint: "LiteLLM, before Ollama",
    does: "merges calls into one, object after object",
    address: `${GH}/BerriAI/litellm/issues/33678`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...(turn.calls.length === 0
          ? []
          : [
              piece({
                tool_calls: [
                  {
                    index: 0,
                    id: turn.calls[0]?.id,
                    function: {
                      name: turn.calls[0]?.name,
                      arguments: turn.calls.map(({ arguments: text }) => text).join(""),
                    },
                  },
                ],
              }),
            ]),
      ),
    ends: null,
  },
  {
    endpoint: "Gemini, at a gateway",
    does: "writes several objects into one call",
    address: `${GH}/NousResearch/hermes-agent/pull/36039`,
    writes: (turn) =>
      whole(turn, {
        content: turn.text,
        ...(turn.calls.length > 0 && {
          tool_calls: [
            {
              id: "1",
              function: {
                name: turn.calls[0]?.name,
                arguments: turn.calls.map(({ arguments: text }) => text).join("\n"),
              },
            },
          ],
        }),
      }),
    ends: null,
  },
  {
    endpoint: "Llama Stack, before vLLM",
    does: "begins arguments with {}, and sends them afterwards",
    address: `${GH}/ogx-ai/ogx/pull/5462`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...turn.calls.flatMap(({ id, name, arguments: text }, index) => [
          piece({ tool_calls: [{ index, id, function: { name, arguments: "{}" } }] }),
          piece({ tool_calls: [{ index, function: { arguments: text } }] }),
        ]),
      ),
    ends: null,
  },
  {
    endpoint: "A proxy before Anthropic",
    does: "sends all of the arguments again and again",
    address: `${GH}/mudler/cogito/pull/66`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...turn.calls.flatMap(({ id, name, arguments: text }, index) => [
          piece({ tool_calls: [{ index, id, function: { name, arguments: text } }] }),
          piece({ tool_calls: [{ index, function: { arguments: text } }] }),
        ]),
      ),
    ends: null,
  },
  {
    endpoint: "Qwen, at DashScope",
    does: "sends later pieces of a call with an empty id",
    address: `${GH}/ThinkInAIXYZ/deepchat/issues/355`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...turn.calls.flatMap(({ id, name, arguments: text }, index) => [
          piece({
            content: null,
            tool_calls: [{ index, id, type: "function", function: { name, arguments: text.slice(0, 5) } }],
          }),
          piece({
            content: null,
            tool_calls: [{ index, id: "", type: "function", function: { arguments: text.slice(5) } }],
          }),
        ]),
      ),
    ends: null,
  },
  {
    endpoint: "llama.cpp",
    does: "sends the first brace with the name",
    address: `${GH}/agentjido/req_llm/pull/801`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...turn.calls.flatMap(({ id, name, arguments: text }, index) => [
          piece({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "{" } }] }),
          piece({ tool_calls: [{ index, function: { arguments: text.slice(1) } }] }),
        ]),
      ),
    ends: null,
  },
  {
    endpoint: "Venice",
    does: "writes arguments that are no text",
    address: `${GH}/ar-jan/llm-venice/issues/45`,
    writes: (turn) =>
      done(
        turn,
        piece({ content: turn.text }),
        ...callPieces(turn, ({ id, name, arguments: text }, index) => ({
          ...{ index, id, function: { name, arguments: JSON.parse(text) } },
        })),
      ),
    ends: null,
  },
];
