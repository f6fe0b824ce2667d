// Endpoints that refuse a request in the usual form: parameters, words of schemas, ids, the form of content.
import { type Body, no, type Row, said } from "./row.ts";

const GH = "https://github.com";

const schemas = ({ tools = [] }: Body) => JSON.stringify(tools.map((each) => each.function.parameters));
const called = ({ messages }: Body) => messages.filter(({ tool_calls }) => tool_calls !== undefined);
const contents = ({ messages }: Body) => messages.map(({ content }) => content);

export const REQUESTS: Row[] = [
  {
    endpoint: "OpenAI, models that reason",
    does: "wants max_completion_tokens",
    address: `${GH}/koosoli/ESPHomeDesigner/issues/379`,
    refuses: ({ max_tokens }) =>
      max_tokens !== undefined &&
      no(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        { type: "invalid_request_error", param: "max_tokens", code: "unsupported_parameter" },
      ),
    ends: null,
  },
  {
    endpoint: "OpenAI, o1-mini",
    does: "neither streams nor takes a system role",
    address: `${GH}/RooCodeInc/Roo-Code/issues/274`,
    refuses: ({ stream, messages }) =>
      stream
        ? no(
            400,
            "Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.",
            { type: "invalid_request_error", param: "stream", code: "unsupported_value" },
          )
        : messages[0]?.role === "system" &&
          no(400, "Unsupported value: 'messages[0].role' does not support 'system' with this model.", {
            param: "messages[0].role",
            code: "unsupported_value",
          }),
    ends: null,
  },
  {
    endpoint: "Groq in 2024",
    does: "knows no stream_options",
    address: `${GH}/vercel/ai/pull/1578`,
    refuses: ({ stream_options }) =>
      stream_options !== undefined &&
      no(400, "property 'stream_options' is unsupported, did you mean 'stream'?", {
        type: "invalid_request_error",
      }),
    ends: null,
  },
  {
    endpoint: "Mistral in 2025",
    does: "answers stream_options with 422, naming it only as a place",
    address: `${GH}/vybestack/llxprt-code/issues/114`,
    refuses: ({ stream_options }) =>
      stream_options !== undefined &&
      said(422, {
        detail: [
          { type: "extra_forbidden", loc: ["body", "stream_options"], msg: "Extra inputs are not permitted" },
        ],
      }),
    ends: null,
  },
  {
    endpoint: "Databricks",
    does: "knows no stream_options",
    address: `${GH}/continuedev/continue/issues/12936`,
    refuses: ({ stream_options }) =>
      stream_options !== undefined &&
      said(400, { error_code: "BAD_REQUEST", message: 'Bad request: json: unknown field "stream_options"' }),
    ends: null,
  },
  {
    endpoint: "Databricks, before Gemini",
    does: "knows neither exclusiveMinimum nor stream_options",
    address: `${GH}/databricks/unity-gateway/issues/491`,
    refuses: (body) =>
      /exclusiveMinimum/.test(schemas(body))
        ? no(
            400,
            "Invalid JSON payload received. Unknown name \"exclusiveMinimum\" at 'tools[0].function_declarations[0].parameters.properties[1].value': Cannot find field.",
          )
        : body.stream_options !== undefined &&
          no(
            400,
            "Invalid JSON payload received. Unknown name \"stream_options\" at 'generation_config': Cannot find field.",
          ),
    ends: null,
  },
  {
    endpoint: "Gemini",
    does: "refuses words of JSON schemas, in a list",
    address: `${GH}/pizza-bot-app/pizza-bot/issues/62`,
    refuses: (body) =>
      /exclusiveMinimum/.test(schemas(body)) &&
      said(400, [
        {
          error: {
            code: 400,
            message:
              "Invalid JSON payload received. Unknown name \"exclusiveMinimum\" at 'tools[0].function_declarations[0].parameters.properties[1].value': Cannot find field.",
            status: "INVALID_ARGUMENT",
          },
        },
      ]),
    ends: null,
  },
  {
    endpoint: "Mistral",
    does: "wants ids of nine letters and digits",
    address: `${GH}/jackmpcollins/magentic/issues/276`,
    refuses: (body) => {
      const id = called(body)[0]?.tool_calls?.[0]?.id ?? "";
      return (
        id !== "" &&
        !/^[a-zA-Z0-9]{9}$/.test(id) &&
        said(400, {
          object: "error",
          message: `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`,
          type: "invalid_function_call",
          param: null,
          code: "3280",
        })
      );
    },
    ends: null,
  },
  {
    endpoint: "omlx, with Devstral",
    does: "refuses with 500 the ids that it wrote itself",
    address: `${GH}/jundot/omlx/issues/1995`,
    refuses: (body) => {
      const id = called(body)[0]?.tool_calls?.[0]?.id ?? "";
      return (
        id !== "" &&
        !/^[a-zA-Z0-9]{9}$/.test(id) &&
        no(500, `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9`)
      );
    },
    ends: null,
  },
  {
    endpoint: "Azure, behind Portkey",
    does: "takes ids of at most 40 characters",
    address: `${GH}/Portkey-AI/gateway/issues/1062`,
    refuses: (body) =>
      called(body).some(({ tool_calls = [] }) => tool_calls.some(({ id }) => id.length > 15)) &&
      no(
        400,
        "'messages[2].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 44 instead.",
      ),
    ends: null,
  },
  {
    endpoint: "Ollama",
    does: "refuses content that is null",
    address: `${GH}/SAIL-Research-Lab/cheetahclaws/pull/72`,
    refuses: (body) => contents(body).includes(null) && no(400, "invalid message content type: <nil>"),
    ends: null,
  },
  {
    endpoint: "mistral-common",
    does: "refuses content that is null",
    address: `${GH}/mistralai/mistral-common/issues/324`,
    refuses: (body) =>
      contents(body).includes(null) &&
      said(422, {
        detail: [{ loc: ["body", "messages", 2, "content"], msg: "Input should be a valid string" }],
      }),
    ends: null,
  },
  {
    endpoint: "Bedrock, behind a gateway",
    does: "refuses content that is empty",
    address: `${GH}/vercel/ai/pull/13479`,
    refuses: (body) =>
      contents(body).includes("") &&
      no(400, "ValidationException: messages: text content blocks must be non-empty"),
    ends: null,
  },
  {
    endpoint: "Kimi, at SiliconFlow",
    does: "wants reasoning_content back, which its own reply did not have",
    address: `${GH}/agentscope-ai/QwenPaw/issues/433`,
    refuses: (body) =>
      called(body).some((message) => !("reasoning_content" in message)) &&
      said(400, {
        code: 20015,
        message:
          "thinking is enabled but reasoning_content is missing in assistant tool call message at index 2",
        data: null,
      }),
    ends: null,
  },
];
