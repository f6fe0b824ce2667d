// Endpoints whose calls have no ids, odd ids or an odd end, as they were documented or reported.
import {
  type Body,
  callPieces,
  events,
  finishOf,
  no,
  piece,
  type Row,
  type Turn,
  usualCall,
  usually,
  whole,
} from "./row.ts";

const GH = "https://github.com";

const done = (turn: Turn, ...pieces: object[]) => events(...pieces, piece({}, finishOf(turn)), "[DONE]");

export const CALLS: Row[] = [
  {
    endpoint: "Gemini, in a stream",
    does: "says stop where it calls tools",
    address: `${GH}/googleapis/python-genai/issues/2868`,
    writes: (turn) =>
      events(
        piece({ role: "assistant", content: null }),
        ...callPieces(turn),
        piece({ content: turn.text }, "stop"),
        "[DONE]",
      ),
    ends: null,
  },
  {
    endpoint: "Groq, with Kimi K2",
    does: "says in the stream that it cannot read its model's call, once",
    address: `${GH}/anomalyco/opencode/issues/1018`,
    writes: once(
      () =>
        `event: error\ndata: ${JSON.stringify({
          error: {
            message:
              "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
            ...{ type: "invalid_request_error", code: "tool_use_failed", status_code: 400 },
            failed_generation: "Tool use failed: JSON does not match the expected schema for tool calls",
          },
        })}\n\n`,
    ),
    ends: null,
  },
  {
    endpoint: "NVIDIA NIM, with Devstral",
    does: "gives calls no id, and wants ids of nine letters and digits back",
    address: `${GH}/NVIDIA/nim-deploy/issues/182`,
    refuses: ({ messages }) => {
      const ids = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id));
      const odd = ids.find((id) => !/^[a-zA-Z0-9]{9}$/.test(id));
      return (
        odd !== undefined && no(400, `Tool call id was ${odd} but must be a-z, A-Z, 0-9, with a length of 9.`)
      );
    },
    writes: (turn) =>
      done(
        turn,
        piece({ role: "assistant", content: turn.text }),
        ...callPieces(turn, (call, index) => ({ ...usualCall(call, index), id: null })),
      ),
    ends: null,
  },
  {
    endpoint: "StepFun's router",
    does: "leaves ids out, and refuses empty ones",
    address: `${GH}/iOfficeAI/aionrs/pull/99`,
    refuses: ({ messages }) =>
      messages.some(({ tool_calls = [] }) => tool_calls.some(({ id, type }) => !id || !type)) &&
      no(400, "tool_calls.id and tool_calls.type are required"),
    writes: (turn) =>
      done(
        turn,
        piece({ role: "assistant", content: turn.text }),
        ...callPieces(turn, ({ name, arguments: text }, index) => ({
          ...{ index, type: "function", function: { name, arguments: text } },
        })),
      ),
    ends: null,
  },
  {
    endpoint: "A provider behind nanobot",
    does: "gives two calls the same id, in a whole reply",
    address: `${GH}/HKUDS/nanobot/issues/4059`,
    refuses: ({ messages }) => {
      const ids = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id));
      return new Set(ids).size < ids.length && no(400, "Duplicate tool call ids");
    },
    writes: ({ calls, ...turn }) =>
      whole({ ...turn, calls: calls.map((call) => ({ ...call, id: "same" })) }, { content: turn.text }),
    ends: null,
  },
  {
    endpoint: "DeepSeek and Qwen, in streams",
    does: "repeats the whole id in each piece of a call",
    address: `${GH}/langchain4j/langchain4j/pull/4544`,
    writes: (turn) =>
      done(
        turn,
        piece({ role: "assistant", content: turn.text }),
        ...turn.calls.flatMap(({ id, name, arguments: text }, index) =>
          [text.slice(0, 5), text.slice(5)].map((part, at) =>
            piece({
              tool_calls: [
                { index, id, type: "function", function: { ...(at === 0 && { name }), arguments: part } },
              ],
            }),
          ),
        ),
      ),
    ends: null,
  },
];

/** The first answer is this one. */
function once(answer: () => string): (turn: Turn, body: Body) => string {
  let isFirst = true;
  return (turn, body) => {
    if (!isFirst) return usually(turn, body);
    isFirst = false;
    return answer();
  };
}
