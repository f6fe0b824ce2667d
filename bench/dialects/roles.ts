// Endpoints whose templates count the roles of a conversation.
import { no, type Row, type SaidMessage, said } from "./row.ts";

const GH = "https://github.com";

const neighbours = (messages: SaidMessage[], is: (first: string, second: string) => boolean) =>
  messages.some(({ role }, index) => is(messages[index - 1]?.role ?? "", role));
const twoUsers = (first: string, second: string) => first === "user" && second === "user";
const userAfterTool = (first: string, second: string) => first === "tool" && second === "user";

export const ROLES: Row[] = [
  {
    endpoint: "Mistral",
    does: "takes no user after a tool",
    address: `${GH}/nicholasgriffintn/ai-platform/issues/414`,
    refuses: ({ messages }) =>
      neighbours(messages, userAfterTool) &&
      said(400, {
        object: "error",
        message: "Unexpected role 'user' after role 'tool'",
        type: "invalid_request_error",
        param: null,
        code: null,
      }),
    ends: null,
  },
  {
    endpoint: "vLLM, with Mistral's template",
    does: "wants roles to alternate after the system message",
    address: `${GH}/vllm-project/vllm/issues/6862`,
    refuses: ({ messages }) =>
      (neighbours(messages, twoUsers) || neighbours(messages, userAfterTool)) &&
      said(400, {
        object: "error",
        message:
          "After the optional system message, conversation roles must alternate user/assistant/user/assistant/...",
        type: "BadRequestError",
        param: null,
        code: 400,
      }),
    ends: null,
  },
  {
    endpoint: "vLLM, with Gemma 3",
    does: "wants roles to alternate, and says it twice",
    address: `${GH}/suitenumerique/conversations/issues/197`,
    refuses: ({ messages }) =>
      neighbours(messages, twoUsers) &&
      no(
        400,
        "Conversation roles must alternate user/assistant/user/assistant/... Conversation roles must alternate user/assistant/user/assistant/...",
        { type: "BadRequestError", param: null, code: 400 },
      ),
    ends: null,
  },
  {
    endpoint: "vLLM, with an early Mistral",
    does: "knows no system role, and only says that roles must alternate",
    address: `${GH}/microsoft/autogen/issues/1037`,
    refuses: ({ messages }) =>
      (messages[0]?.role === "system" || neighbours(messages, twoUsers)) &&
      said(400, {
        object: "error",
        message: "Conversation roles must alternate user/assistant/user/assistant/...",
        type: "invalid_request_error",
        param: null,
        code: null,
      }),
    ends: null,
  },
  {
    endpoint: "OpenAI, o1-mini, behind a gateway",
    does: "knows no system role",
    address: `${GH}/CherryHQ/cherry-studio/issues/4973`,
    refuses: ({ messages }) =>
      messages[0]?.role === "system" &&
      no(400, "Unsupported value: 'messages[0].role' does not support 'system' with this model.", {
        type: "invalid_request_error",
        param: "messages[0].role",
        code: "unsupported_value",
      }),
    ends: null,
  },
];
