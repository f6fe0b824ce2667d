// A model, watched: each reply is told of as a piece of work, with what it cost.
import type { Role } from "../../src/domain/budget.ts";
import type { ModelContent, SaidBy, Telemetry } from "../../src/telemetry/telemetry.ts";
import type { Message, Model, Reply } from "./model.ts";
import { newestMessages } from "./newest.ts";

type Asked = { role: Role; provider: string | null; model: string };

export function watchedModel(model: Model, asked: Asked, telemetry: Telemetry): Model {
  return {
    ...model,
    reply: (request) =>
      telemetry.during(
        { kind: "model", ...asked, maxOutputTokens: request.maxOutputTokens },
        () => model.reply(request),
        (reply) => ({
          ...{ kind: "model", finish: reply.finish, usage: reply.usage },
          content: () => contentOf(request.messages, reply),
        }),
      ),
  };
}

/** What was said since the last reply: what stood before it is in earlier spans. */
function contentOf(messages: readonly Message[], { text, toolCalls: calls }: Reply): ModelContent {
  const since = newestMessages(messages);
  return {
    system: since.flatMap((message) => (message.role === "system" ? [message.text] : [])),
    input: since.flatMap(saidIn),
    output: { role: "assistant", text, calls },
  };
}

function saidIn(message: Message): SaidBy[] {
  const { role, text } = message;
  if (role === "user") return [{ role, text }];
  return role === "tool" ? [{ role, text, callId: message.callId }] : [];
}
