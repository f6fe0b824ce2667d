// Endpoints that end a reply, or a stream, in a way of their own.
import { callPieces, events, finishOf, no, piece, type Row, said, usualCall, usually } from "./row.ts";

const GH = "https://github.com";

export const ENDS: Row[] = [
  {
    endpoint: "A proxy before Gemini",
    does: "sets no finish_reason in the whole stream",
    address: `${GH}/open-learning-exchange/planet/pull/10281`,
    writes: (turn) => events(piece({ content: turn.text }), ...callPieces(turn), "[DONE]"),
    ends: null,
  },
  {
    endpoint: "SGLang",
    does: "writes finish_reason as an empty text until the end",
    address: `${GH}/sgl-project/sglang/issues/3912`,
    writes: (turn) =>
      events(
        piece({ role: null, content: turn.text, tool_calls: null }, ""),
        ...callPieces(turn),
        piece({}, finishOf(turn)),
        "[DONE]",
      ),
    ends: null,
  },
  {
    endpoint: "ik_llama.cpp",
    does: "sends no [DONE]",
    address: `${GH}/ikawrakow/ik_llama.cpp/issues/467`,
    writes: (turn) => events(piece({ content: turn.text }), ...callPieces(turn), piece({}, finishOf(turn))),
    ends: null,
  },
  {
    endpoint: "OpenRouter",
    does: "keeps the connection alive with comments",
    address: "https://openrouter.ai/docs/api-reference/streaming",
    writes: (turn, body) =>
      `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${usually(turn, { ...body, stream: true })}`,
    ends: null,
  },
  {
    endpoint: "A gateway in front of a model that cannot stream",
    does: "refuses a stream",
    address: `${GH}/cogine-ai/cliq-agent/issues/12`,
    refuses: ({ stream }) => stream && no(400, "streaming unsupported"),
    ends: null,
  },
  {
    endpoint: "Groq, with Llama 3.3",
    does: "cannot read the call that its model wrote, once",
    address: `${GH}/agno-agi/agno/issues/4090`,
    refuses: once(() =>
      no(
        400,
        "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
        {
          ...{ type: "invalid_request_error", code: "tool_use_failed", failed_generation: "<function=read" },
        },
      ),
    ),
    ends: null,
  },
  {
    endpoint: "OpenRouter, its provider",
    does: "fails in the middle of a stream, once",
    address: "https://openrouter.ai/docs/api/reference/errors-and-debugging",
    refuses: once(() => ({
      status: 200,
      text: events(piece({ content: "I " }), {
        error: { code: 502, message: "Provider disconnected unexpectedly" },
        choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
      }),
    })),
    ends: null,
  },
  {
    endpoint: "vLLM, in a stream",
    does: "says tool_calls of a call that its limit cut",
    address: `${GH}/vllm-project/vllm/issues/53269`,
    writes: (turn, body) =>
      turn.number > 0
        ? usually(turn, body)
        : events(
            ...callPieces(turn, (call, index) =>
              usualCall({ ...call, arguments: call.arguments.slice(0, 7) }, index),
            ),
            piece({}, finishOf(turn)),
            "[DONE]",
          ),
    ends: null,
  },
  {
    endpoint: "A proxy with a limit of time",
    does: "ends a long stream in the middle, as if it were whole",
    address: `${GH}/NVIDIA/OpenShell/issues/829`,
    writes: (turn, body) =>
      turn.number > 0 ? usually(turn, body) : events(piece({ content: "I think. ".repeat(300) })),
    ends: null,
  },
  {
    endpoint: "LM Studio",
    does: "says in a 200 that the context is full",
    address: `${GH}/lmstudio-ai/lmstudio-bug-tracker/issues/2322`,
    refuses: () =>
      said(200, {
        error:
          "Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context length of only 32768 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input.",
      }),
    ends: "The coder's model m gave no reply: the conversation no longer fits the model's context (Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context length of only 32768 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input.). Choose a model with a larger context in ISSUEWRIGHT_CODER_MODEL, have its server hold more of it (Ollama: `OLLAMA_CONTEXT_LENGTH`, llama.cpp: `-c`, LM Studio: the context length of the model), or split the issue",
  },
];

/** The first request alone. Each playing of the row begins anew with its first message. */
function once(refusal: () => ReturnType<typeof no>): NonNullable<Row["refuses"]> {
  let told = false;
  return () => {
    if (told) return null;
    told = true;
    return refusal();
  };
}
