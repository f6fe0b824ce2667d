// How a piece of work looks as a span: its name, its kind, its attributes. Pure.
import { type Attributes, SpanKind } from "@opentelemetry/api";
import { issueName } from "../../domain/repository.ts";
import type { Found, ModelContent, SaidBy, Task, ToolContent } from "../telemetry.ts";
import { CHAT, EXECUTE_TOOL, GEN_AI, providerName } from "./gen-ai.ts";

export type Look = { name: string; kind: SpanKind; attributes: Attributes };

export function lookOf(task: Task): Look {
  const of = (name: string, kind: SpanKind, attributes: Attributes): Look => ({ name, kind, attributes });
  switch (task.kind) {
    case "webhook":
      return of("webhook", SpanKind.SERVER, deliveryIn(task));
    case "judge":
      return of("judge", SpanKind.CONSUMER, deliveryIn(task));
    case "run":
      return of(`run ${task.job}`, SpanKind.CONSUMER, {
        "issuewright.run.id": task.runId,
        "issuewright.issue": issueName(task.issue),
        "issuewright.job": task.job,
        "issuewright.retry": task.retry,
      });
    case "phase":
      return of(`phase ${task.phase}`, SpanKind.INTERNAL, { "issuewright.phase": task.phase });
    case "model":
      return of(`${CHAT} ${task.model}`, SpanKind.CLIENT, {
        ...modelIn(task),
        [GEN_AI.maxTokens]: task.maxOutputTokens,
      });
    case "tool":
      return of(`${EXECUTE_TOOL} ${task.tool}`, SpanKind.INTERNAL, {
        ...toolIn(task),
        [GEN_AI.toolType]: "function",
      });
    case "github":
      return of(`${task.method} ${task.route}`, SpanKind.CLIENT, {
        "http.request.method": task.method,
        "url.template": task.route,
      });
    case "sandbox":
      return of(`sandbox ${task.purpose}`, SpanKind.CLIENT, { "issuewright.sandbox.purpose": task.purpose });
    default:
      return task satisfies never;
  }
}

export function modelIn({ role, provider, model }: Extract<Task, { kind: "model" }>): Attributes {
  return {
    [GEN_AI.operation]: CHAT,
    [GEN_AI.provider]: providerName(provider),
    [GEN_AI.model]: model,
    [GEN_AI.agent]: role,
  };
}

export function toolIn({ tool }: Extract<Task, { kind: "tool" }>): Attributes {
  return { [GEN_AI.operation]: EXECUTE_TOOL, [GEN_AI.tool]: tool };
}

function deliveryIn({ delivery, event }: { delivery: string; event: string }): Attributes {
  return { "issuewright.delivery": delivery, "issuewright.event": event };
}

/** Without content. */
export function attributesOf(found: Found): Attributes {
  switch (found.kind) {
    case "run":
      return { "issuewright.outcome": found.outcome };
    case "model": {
      const { inputTokens, outputTokens, cachedTokens, usd } = found.usage;
      return {
        [GEN_AI.finishReasons]: [found.finish],
        [GEN_AI.inputTokens]: inputTokens,
        [GEN_AI.outputTokens]: outputTokens,
        [GEN_AI.cacheReadTokens]: cachedTokens,
        ...(usd === null ? {} : { "issuewright.cost.usd": usd }),
      };
    }
    case "tool":
      return {};
    case "github":
      return found.status === null ? {} : { "http.response.status_code": found.status };
    default:
      return found satisfies never;
  }
}

/** Each attribute is JSON in the form of the conventions, or a text. */
export function contentIn(content: ModelContent | ToolContent): Record<string, string> {
  if ("result" in content)
    return { [GEN_AI.toolArguments]: content.arguments, [GEN_AI.toolResult]: content.result };
  const { system, input, output } = content;
  const instructions = system.map((text) => ({ type: "text", content: text }));
  return {
    ...(system.length === 0 ? {} : { [GEN_AI.systemInstructions]: JSON.stringify(instructions) }),
    [GEN_AI.inputMessages]: JSON.stringify(input.map(messageOf)),
    [GEN_AI.outputMessages]: JSON.stringify([messageOf(output)]),
  };
}

function messageOf({ role, text, calls = [], callId }: SaidBy) {
  if (callId !== undefined)
    return { role, parts: [{ type: "tool_call_response", id: callId, response: text }] };
  const said = text === "" ? [] : [{ type: "text", content: text }];
  return { role, parts: [...said, ...calls.map((call) => ({ type: "tool_call", ...call }))] };
}
