// What hosted vendors take back of a turn that their own model wrote: thoughts, signatures, and silence.
import {
  callPieces,
  events,
  finishOf,
  no,
  piece,
  type Row,
  type SaidMessage,
  said,
  type Turn,
  usualCall,
} from "./row.ts";

const GH = "https://github.com";

const calling = (messages: SaidMessage[]) => messages.filter(({ tool_calls }) => tool_calls !== undefined);
const isSilent = ({ content }: SaidMessage) => content === null || content === undefined || content === "";
const streamed = (turn: Turn, ...pieces: object[]) =>
  events(...pieces, ...callPieces(turn), piece({}, finishOf(turn)), "[DONE]");
const thinking = (field: string) => (turn: Turn) =>
  streamed(turn, piece({ role: "assistant", [field]: "Hm." }), piece({ content: turn.text }));
/** Index of the first message of an assistant that has this field; -1: none. */
const having = (messages: SaidMessage[], field: string) =>
  messages.findIndex((each) => each.role === "assistant" && each[field] !== undefined);

export const TURNS_BACK: Row[] = [
  {
    endpoint: "Vertex AI",
    does: "wants the signature of each call back",
    address: `${GH}/earendil-works/pi/pull/294`,
    refuses: ({ messages }) =>
      calling(messages).some(({ tool_calls }) => tool_calls?.[0]?.extra_content === undefined) &&
      said(400, [
        {
          error: {
            code: 400,
            message:
              "Unable to submit request because function call `default_api:read` in the 2. content block is missing a `thought_signature`.",
            status: "INVALID_ARGUMENT",
          },
        },
      ]),
    writes: (turn) => {
      const signed = { google: { thought_signature: "c2lnbmVk" } };
      const form = (call: Turn["calls"][number], index: number) => ({
        ...usualCall(call, index),
        ...(index === 0 && { extra_content: signed }),
      });
      return events(
        piece({ role: "assistant", content: turn.text }),
        ...callPieces(turn, form),
        piece({}, finishOf(turn)),
        "[DONE]",
      );
    },
    ends: null,
  },
  {
    endpoint: "Cerebras",
    does: "does not take thoughts back, and names the place of each",
    address: `${GH}/Alishahryar1/free-claude-code/issues/1136`,
    refuses: ({ messages }) => {
      const at = having(messages, "reasoning_content");
      const property = `messages.${at}.assistant.reasoning_content`;
      return (
        at !== -1 &&
        said(400, {
          message: `${property}: property '${property}' is unsupported`,
          type: "invalid_request_error",
          param: "validation_error",
          code: "wrong_api_format",
        })
      );
    },
    writes: thinking("reasoning_content"),
    ends: null,
  },
  {
    endpoint: "Groq, with a model that reasons",
    does: "does not take its own field back, and offers another",
    address: `${GH}/karthink/gptel/issues/774`,
    refuses: ({ messages }) => {
      const at = having(messages, "reasoning");
      return (
        at !== -1 &&
        no(
          400,
          `'messages.${at}' : for 'role:assistant' the following must be satisfied[('messages.${at}' : property 'reasoning' is unsupported, did you mean 'role'?)]`,
          { type: "invalid_request_error" },
        )
      );
    },
    writes: thinking("reasoning"),
    ends: null,
  },
  {
    endpoint: "Fireworks, behind a gateway",
    does: "permits no field of its own in a message",
    address: `${GH}/earendil-works/pi/issues/4514`,
    refuses: ({ messages }) => {
      const at = having(messages, "reasoning");
      return (
        at !== -1 &&
        no(400, `Extra inputs are not permitted, field: 'messages[${at}].reasoning', value: 'Hm.'`)
      );
    },
    writes: thinking("reasoning"),
    ends: null,
  },
  {
    endpoint: "Moonshot, Kimi K2.5",
    does: "misses its thoughts in a message that calls",
    address: `${GH}/continuedev/continue/issues/11600`,
    refuses: ({ messages }) =>
      calling(messages).some(({ reasoning_content }) => reasoning_content === undefined) &&
      no(
        400,
        "thinking is enabled but reasoning_content is missing in assistant tool call message at index 2",
        {
          type: "invalid_request_error",
        },
      ),
    writes: (turn) => streamed(turn, piece({ role: "assistant", content: turn.text })),
    ends: null,
  },
  {
    endpoint: "Moonshot",
    does: "refuses the empty text that it wrote itself",
    address: `${GH}/MoonshotAI/kimi-cli/issues/2621`,
    refuses: ({ messages }) =>
      messages.some(({ content }) => content === "") &&
      no(400, "Invalid request: text content is empty", { type: "invalid_request_error" }),
    ends: null,
  },
  {
    endpoint: "Kimi Code",
    does: "wants words in each message of an assistant",
    address: `${GH}/MoonshotAI/kimi-code/issues/1985`,
    refuses: ({ messages }) => {
      const at = messages.findIndex((each) => each.role === "assistant" && isSilent(each));
      return at !== -1 && no(400, `The message at position ${at} with role 'assistant' must not be empty`);
    },
    ends: null,
  },
  {
    endpoint: "Cohere",
    does: "wants a message in each element of the history",
    address: `${GH}/microsoft/autogen/issues/3270`,
    refuses: ({ messages }) =>
      messages.some(isSilent) &&
      said(400, { message: "invalid request: all elements in history must have a message." }),
    ends: null,
  },
];
