// Endpoints that refuse for good, and the sentence that a person reads then.
import { no, type Row, said } from "./row.ts";

const GH = "https://github.com";
const NO_REPLY = "The coder's model m gave no reply:";
const TOO_LONG =
  "Choose a model with a larger context in ISSUEWRIGHT_CODER_MODEL, have its server hold more of it (Ollama: `OLLAMA_CONTEXT_LENGTH`, llama.cpp: `-c`, LM Studio: the context length of the model), or split the issue";

/** An overflow in the endpoint's own words, whatever is sent. */
function overflow(endpoint: string, address: string, words: string, body?: object): Row {
  return {
    ...{ endpoint, does: "says in its own words that the conversation is too long", address },
    refuses: () => (body === undefined ? no(400, words) : said(400, body)),
    ends: `${NO_REPLY} the conversation no longer fits the model's context (400 ${words}). ${TOO_LONG}`,
  };
}

export const REFUSALS: Row[] = [
  overflow(
    "Qwen, at DashScope",
    `${GH}/QwenLM/Qwen-Agent/issues/615`,
    "Range of input length should be [1, 30720]",
  ),
  overflow(
    "Kimi",
    `${GH}/MoonshotAI/kimi-cli/issues/2011`,
    "Invalid request: Your request exceeded model token limit: 262144 (requested: 269030)",
  ),
  overflow(
    "vLLM, behind Kimchi",
    `${GH}/getkimchi/kimchi/issues/794`,
    "The input (1492905 tokens) is longer than the model's context length (1048576 tokens).",
  ),
  overflow(
    "GLM, at SiliconFlow",
    `${GH}/leookun/cursor-byok/issues/129`,
    "number of input tokens (204703) has exceeded max_prompt_tokens (202752) limit.",
    {
      code: 20015,
      message: "number of input tokens (204703) has exceeded max_prompt_tokens (202752) limit.",
      data: null,
    },
  ),
  overflow("ds4", `${GH}/antirez/ds4/pull/150`, "Prompt tokens (9000) exceeds context size (8192)"),
  {
    endpoint: "MiniMax",
    does: "says with 500 that the account is empty",
    address: `${GH}/MiniMax-AI/MiniMax-M2/issues/62`,
    refuses: () =>
      said(500, { type: "error", error: { type: "api_error", message: "insufficient balance (1008)" } }),
    ends: `${NO_REPLY} the account has no credit left (500 insufficient balance (1008)). Add credit`,
  },
  {
    endpoint: "MiniMax, at ModelScope",
    does: "says with 429 that the account is empty",
    address: `${GH}/modelscope/modelscope/issues/1691`,
    refuses: () =>
      no(429, "insufficient balance (1008)", { http_code: "429", type: "insufficient_balance_error" }),
    ends: `${NO_REPLY} the account has no credit left (429 insufficient balance (1008)). Add credit`,
  },
  {
    endpoint: "DeepSeek",
    does: "says with 402 that the account is empty",
    address: `${GH}/continuedev/continue/issues/9853`,
    refuses: () => no(402, "Insufficient Balance"),
    ends: `${NO_REPLY} the account has no credit left (402 Insufficient Balance). Add credit`,
  },
  {
    endpoint: "Z.ai",
    does: "refuses a key with 200",
    address: `${GH}/zh667/TokenLedger/issues/9`,
    refuses: () => said(200, { code: 401, msg: "token expired or incorrect", success: false }),
    ends: `${NO_REPLY} the endpoint refused our key (401 token expired or incorrect). Check OPENAI_API_KEY, and that it may use this model`,
  },
  {
    endpoint: "OpenRouter",
    does: "flags the input",
    address: "https://openrouter.ai/docs/errors",
    refuses: () =>
      no(403, "Your chosen model requires moderation and your input was flagged", {
        code: 403,
        metadata: { reasons: ["violence"] },
      }),
    ends: `${NO_REPLY} the endpoint's content filter refused the request (403 Your chosen model requires moderation and your input was flagged). Say it in other words in the issue, or choose another model in ISSUEWRIGHT_CODER_MODEL`,
  },
];
