// Hosted vendors and local servers, as their users reported them: each row differs from the endpoints of the other lists.
import { type Body, no, type Row, type SaidMessage, said } from "./row.ts";

const GH = "https://github.com";

const schemas = ({ tools = [] }: Body) => JSON.stringify(tools.map((each) => each.function.parameters));
const calling = (messages: SaidMessage[]) => messages.filter(({ tool_calls }) => tool_calls !== undefined);

const GAVE_NONE = "The coder's model m gave no reply";
const TOO_LONG = `${GAVE_NONE}: the conversation no longer fits the model's context`;
const LARGER =
  "Choose a model with a larger context in ISSUEWRIGHT_CODER_MODEL, have its server hold more of it (Ollama: `OLLAMA_CONTEXT_LENGTH`, llama.cpp: `-c`, LM Studio: the context length of the model), or split the issue";

export const VENDORS: Row[] = [
  {
    endpoint: "Gemini",
    does: "takes one type, and no list of types",
    address: `${GH}/langchain-ai/langchainjs/issues/11328`,
    refuses: (body) =>
      /"type":\[/.test(schemas(body)) &&
      said(400, [
        {
          error: {
            code: 400,
            message:
              "Invalid JSON payload received. Unknown name \"type\" at 'tools[0].function_declarations[0].parameters.properties[2].value': Proto field is not repeating, cannot start list.",
            status: "INVALID_ARGUMENT",
          },
        },
      ]),
    ends: null,
  },
  {
    endpoint: "Fireworks in 2024",
    does: "knows no stream_options",
    address: `${GH}/FlowiseAI/Flowise/issues/2866`,
    refuses: ({ stream_options }) =>
      stream_options !== undefined && no(400, "Extra inputs are not permitted, field: 'stream_options'"),
    ends: null,
  },
  {
    endpoint: "xAI, behind a proxy",
    does: "does not support stream_options, in a text",
    address: `${GH}/lobehub/lobehub/issues/7336`,
    refuses: ({ stream_options }) =>
      stream_options !== undefined && said(400, { error: "Argument not supported: stream_options" }),
    ends: null,
  },
  {
    endpoint: "xAI, Grok 2",
    does: "would refuse arguments of a call that are no JSON, which are never sent",
    address: `${GH}/spiceai/spiceai/issues/4734`,
    refuses: ({ messages }) =>
      calling(messages).some(({ tool_calls }) =>
        tool_calls?.some((call) => !isJson(call.function.arguments)),
      ) &&
      said(400, {
        code: "Client specified an invalid argument",
        error:
          "The arguments to a tool_call with ID 'initial_list_datasets' are not a valid JSON string. Parsing error: Error(\"EOF while parsing a value\", line: 1, column: 0)",
      }),
    ends: null,
  },
  {
    endpoint: "SambaNova",
    does: "would refuse content in parts, which is never sent unasked",
    address: `${GH}/musistudio/claude-code-router/issues/965`,
    refuses: ({ messages }) =>
      messages.some(({ content }) => Array.isArray(content)) &&
      no(
        400,
        "Unable to tokenize message with status code 400 for model DeepSeek-V3.1: Invalid 'content' type. Expected one of: ['str'], got list.",
      ),
    ends: null,
  },
  {
    endpoint: "Perplexity",
    does: "wants users and assistants to alternate",
    address: `${GH}/perplexityai/api-discussion/issues/265`,
    refuses: ({ messages }) =>
      messages.some(
        ({ role }, index) => role === "user" && /user|tool/.test(messages[index - 1]?.role ?? ""),
      ) &&
      no(400, "After the (optional) system message(s), user and assistant roles should be alternating.", {
        type: "invalid_message",
        code: 400,
      }),
    ends: null,
  },
  {
    endpoint: "DeepInfra, behind OpenRouter",
    does: "holds fewer tokens than we ask for",
    address: `${GH}/HeyPuter/puter/issues/3564`,
    refuses: ({ max_tokens }) =>
      Number(max_tokens ?? 0) > 8192 &&
      no(
        400,
        `max_tokens=${max_tokens} cannot be greater than max_model_len=max_total_tokens=8192. Please request fewer output tokens. (parameter=max_tokens, value=${max_tokens})`,
      ),
    ends: null,
  },
  {
    endpoint: "DeepInfra, with Hermes 3",
    does: "cannot call tools, and says so with 405",
    address: `${GH}/truefoundry/models/pull/944`,
    refuses: ({ tools }) =>
      tools !== undefined &&
      no(405, "Tool calling is not supported for model: NousResearch/Hermes-3", { code: "405" }),
    ends: `${GAVE_NONE}: the endpoint says that it cannot call tools (405 Tool calling is not supported for model: NousResearch/Hermes-3). Choose a model that calls tools in ISSUEWRIGHT_CODER_MODEL, or switch tool calls on in its server (vLLM: \`--enable-auto-tool-choice\` with \`--tool-call-parser\`; llama.cpp: \`--jinja\`)`,
  },
  {
    endpoint: "ModelScope, with a Qwen that thinks",
    does: "thinks in streams alone, which is how it is asked",
    address: `${GH}/musistudio/claude-code-router/issues/948`,
    refuses: ({ stream }) =>
      stream !== true &&
      no(400, "enable thinking can not be support when `stream=False`.", { code: "invalid_parameter_error" }),
    ends: null,
  },
  {
    endpoint: "Z.ai, GLM 4.5",
    does: "would refuse a conversation without a user, which is never sent",
    address: `${GH}/anomalyco/opencode/issues/2557`,
    refuses: ({ messages }) =>
      !messages.some(({ role }) => role === "user") &&
      no(400, "The messages parameter is illegal. Please check the documentation.", { code: "1214" }),
    ends: null,
  },
  {
    endpoint: "Bedrock, gpt-oss",
    does: "would refuse frequency_penalty, which is never sent",
    address: `${GH}/brainlid/langchain/pull/356`,
    refuses: ({ frequency_penalty }) =>
      frequency_penalty !== undefined && no(400, "The 'frequency_penalty' parameter is not supported"),
    ends: null,
  },
  {
    endpoint: "LM Studio, with a small context",
    does: "cannot keep the prompt, in words of its engine",
    address: `${GH}/continuedev/continue/issues/11279`,
    refuses: () => no(400, "Cannot truncate prompt with n_keep (4270) >= n_ctx (4096)"),
    ends: `${TOO_LONG} (400 Cannot truncate prompt with n_keep (4270) >= n_ctx (4096)). ${LARGER}`,
  },
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
