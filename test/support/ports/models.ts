// Models in memory: a script answers over the port, as the scripted endpoint does over HTTP.
import {
  A_PICTURE,
  type ChatRequest,
  SCRIPTED_MODELS,
  type Script,
  turnFor,
} from "../../../local/model/script.ts";
import type { Role } from "../../../src/domain/budget.ts";
import type { NoReply } from "../../../src/domain/model-failure.ts";
import {
  type Message,
  ModelFailed,
  type Models,
  type Reply,
  type Request,
  type ToolCall,
} from "../../../worker/models/model.ts";

export type FakeModels = Models & {
  /** Every request, as the endpoint would hear it. */
  requests: ChatRequest[];
};

type Options = {
  script: Script;
  /** Called before a request is answered; what it throws is what the model answers. */
  before?: (request: ChatRequest) => void | Promise<void>;
  usdPerToken?: number;
  /** Roles that nobody chose a model for. */
  notChosen?: Role[];
  takesPictures?: boolean;
};

export function fakeModels({
  script,
  before = () => undefined,
  usdPerToken,
  notChosen = [],
  takesPictures = true,
}: Options): FakeModels {
  const requests: ChatRequest[] = [];
  const names: string[] = Object.values(SCRIPTED_MODELS);
  const answer = async (role: Role, name: string, request: Request): Promise<Reply> => {
    request.signal.throwIfAborted();
    const asked = asChat(name, request);
    requests.push(asked);
    await before(asked);
    request.signal.throwIfAborted();
    if (!names.includes(name))
      throw noReply(role, name, { kind: "no-such-model", status: 404, said: "" }, names);
    const turn = turnFor(script, asked);
    if (typeof turn === "string") throw new Error(turn);
    const text = turn.text ?? "";
    const toolCalls = (turn.calls ?? []).map(({ name: tool, arguments: given }, index): ToolCall => {
      const written = typeof given === "string" ? given : JSON.stringify(given);
      return { id: `call-${requests.length}-${index}`, name: tool, arguments: written };
    });
    const finish = toolCalls.length > 0 ? "tool-calls" : "stop";
    const usage = usageOf(asked, text, toolCalls, usdPerToken);
    return { text, toolCalls, opaque: null, finish, usage };
  };
  return {
    requests,
    forRole(role, override) {
      const name = override ?? SCRIPTED_MODELS[role];
      return {
        name,
        contextTokens: null,
        learned: () => ({}),
        takesPictures: () => takesPictures,
        reply: (request) => answer(role, name, request),
      };
    },
    lacking: async (overrides) => {
      const roles = notChosen.filter((role) => overrides[role] === undefined);
      return roles.length === 0 ? null : { kind: "not-chosen", roles, offered: names };
    },
    inquire: async () => ({ kind: "offers", names }),
  };
}

/** As the protocols throw it when a request met this instead of a reply. */
export function noReply(role: Role, model: string, cause: NoReply, offered: string[] = []): ModelFailed {
  const [chosenIn, endpoint] = ["configuration", "memory:"] as const;
  const facts = { role, model, provider: null, chosenIn, endpoint, attempts: 1, cause, offered };
  return new ModelFailed({ kind: "no-reply", ...facts });
}

/** About four characters a token. */
function usageOf(request: ChatRequest, text: string, calls: ToolCall[], usdPerToken = 0): Reply["usage"] {
  const inputTokens = Math.ceil(JSON.stringify(request.messages).length / 4);
  const outputTokens = Math.ceil((text + JSON.stringify(calls)).length / 4);
  const usd = (inputTokens + outputTokens) * usdPerToken;
  return { inputTokens, cachedTokens: 0, outputTokens, steps: 1, usd };
}

function asChat(model: string, { messages, tools }: Request): ChatRequest {
  return {
    model,
    messages: messages.map(asSaid),
    ...(tools.length > 0 && {
      tools: tools.map((definition) => ({ type: "function", function: asOffered(definition) })),
    }),
  };
}

function asOffered({ name, description, parameters }: Request["tools"][number]) {
  return { name, description, parameters: { ...parameters, type: "object" as const } };
}

function asSaid(message: Message): ChatRequest["messages"][number] {
  switch (message.role) {
    case "system":
      return { role: message.role, content: message.text };
    case "user": {
      const pictures = (message.pictures ?? []).map(() => A_PICTURE);
      return { role: message.role, content: [...pictures, message.text].join("\n") };
    }
    case "tool":
      return { role: "tool", content: message.text, tool_call_id: message.callId };
    case "assistant": {
      const called = message.toolCalls.map(({ id, name, arguments: text }) => ({
        ...{ id, type: "function" as const },
        function: { name, arguments: text },
      }));
      return {
        role: "assistant",
        content: message.text,
        ...(called.length > 0 && { tool_calls: called }),
      };
    }
    default:
      return message satisfies never;
  }
}
