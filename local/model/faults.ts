// The faults of an endpoint, on demand.

import { tokensOf } from "./count.ts";
import { A_PICTURE, type ChatRequest, textOf } from "./script.ts";
import type { ErrorAnswer, Oddities } from "./speaker.ts";

export type Fault =
  /** `retryAfter` is the header as it is sent; null: none. */
  | { kind: "rate-limit"; retryAfter: string | null }
  | { kind: "out-of-credit" }
  /** `retryAfter` as above. */
  | { kind: "server-error"; retryAfter?: string }
  /** https://platform.claude.com/docs/en/api/errors: 529, `overloaded_error`. */
  | { kind: "overloaded" }
  /** The request has more bytes than the endpoint takes: 413. */
  | { kind: "request-too-large" }
  | { kind: "unauthorized" }
  | { kind: "context-length" }
  | { kind: "cannot-stream" }
  /** The model reads text alone. */
  | { kind: "no-pictures" }
  | { kind: "no-stream-options" }
  | { kind: "wants-max-completion-tokens" }
  | { kind: "limit-too-large" }
  /** The endpoint counts the room for the reply as part of the conversation. */
  | { kind: "limit-counts" }
  /** The endpoint requires a field of its own back with every call that it made. */
  | { kind: "wants-back"; field: string }
  /** The endpoint refuses such a field in a request. */
  | { kind: "takes-not-back"; field: string }
  /** The endpoint sends one whole completion although a stream was requested. */
  | { kind: "whole-reply" }
  /** The endpoint closes the connection after that many chunks. */
  | { kind: "dropped"; afterChunks: number }
  /** The endpoint sends that many chunks and then nothing more. */
  | { kind: "stalled"; afterChunks: number }
  /** An error event in the middle of a stream that began well. */
  | { kind: "broken-off"; afterChunks: number }
  | { kind: "bad-arguments" }
  | { kind: "missing-index" }
  | { kind: "no-usage" }
  /**
   * Without a word, the endpoint leaves out the oldest messages that it has no room for, but for those of the system and the last one,
   * of which it keeps the end.
   * https://github.com/ollama/ollama/blob/main/server/prompt.go, https://github.com/ollama/ollama/issues/3839
   */
  | { kind: "forgets"; holdsTokens: number }
  | { kind: "slow"; latencyMs: number };

type FaultRule = {
  fault: Fault;
  /** The number of requests that it hits; default: 1. */
  times?: number;
  /** The requests that it hits; default: all. */
  when?: (request: ChatRequest) => boolean;
};

export type Faults = {
  add(rule: FaultRule): void;
  /** Returns every fault that hits this request, and counts them down. */
  hitting(request: ChatRequest): Fault[];
};

export function faultQueue(): Faults {
  const waiting: Required<FaultRule>[] = [];
  return {
    add: ({ fault, times = 1, when = () => true }) => {
      waiting.push({ fault, times, when });
    },
    hitting: (request) => {
      const kinds = new Set<Fault["kind"]>();
      const hits = waiting.filter(({ fault, times, when }) => {
        const hit = times > 0 && !kinds.has(fault.kind) && when(request);
        if (hit) kinds.add(fault.kind);
        return hit;
      });
      for (const hit of hits) hit.times -= 1;
      return hits.map((hit) => hit.fault);
    },
  };
}

/** What of a request reaches the model. */
export function heardOf(request: ChatRequest, faults: Fault[]): ChatRequest {
  const forgetful = faults.find((fault) => fault.kind === "forgets");
  if (forgetful === undefined) return request;
  const { holdsTokens } = forgetful;
  const { messages } = request;
  const sizes = messages.map((message) => (message.role === "system" ? 0 : tokensOf(message)));
  const fits = (at: number) => sizes.slice(at).reduce((sum, size) => sum + size, 0) <= holdsTokens;
  const kept = messages.filter(({ role }, at) => role === "system" || at === messages.length - 1 || fits(at));
  // Half of the room is left for the reply.
  const end = -holdsTokens * 2;
  return { ...request, messages: fits(messages.length - 1) ? kept : kept.map((each) => endOf(each, end)) };
}

function endOf(message: ChatRequest["messages"][number], from: number): typeof message {
  return message.role === "tool" ? { ...message, content: message.content.slice(from) } : message;
}

/** The error that an endpoint answers at once; null: the fault shows later, or not for this request. */
export function errorAnswer(fault: Fault, request: ChatRequest): ErrorAnswer | null {
  switch (fault.kind) {
    case "rate-limit":
      return {
        ...error(429, "rate_limit_exceeded", "Rate limit reached"),
        headers: fault.retryAfter === null ? {} : { "retry-after": fault.retryAfter },
      };
    case "out-of-credit":
      return error(429, "insufficient_quota", "You exceeded your current quota");
    case "server-error":
      return {
        ...error(500, "server_error", "The server had an error"),
        headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
      };
    case "overloaded":
      return error(529, "overloaded_error", "Overloaded");
    case "request-too-large":
      return error(413, "request_too_large", "Request exceeds the maximum size");
    case "unauthorized":
      return error(401, "invalid_api_key", "Incorrect API key provided");
    case "context-length":
      return error(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens");
    case "cannot-stream":
      return request.stream ? error(400, "unsupported_value", "Streaming is not supported") : null;
    case "no-pictures":
      return textOf(request).includes(A_PICTURE)
        ? error(
            400,
            "invalid_request_error",
            "Invalid content type. image_url is only supported by certain models.",
          )
        : null;
    case "no-stream-options":
      return request.stream_options
        ? error(400, "unknown_parameter", "Unrecognized request argument: stream_options")
        : null;
    case "wants-max-completion-tokens":
      return request.max_tokens
        ? error(400, "unsupported_parameter", "'max_tokens' is not supported. Use 'max_completion_tokens'")
        : null;
    case "limit-too-large":
      return (request.max_tokens ?? 0) > 512
        ? error(400, "invalid_request_error", "Invalid max_tokens value, the valid range is [1, 512]")
        : null;
    case "limit-counts":
      return request.max_tokens
        ? error(
            400,
            "context_length_exceeded",
            "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (900 in the messages, 8100 in the completion).",
          )
        : null;
    case "wants-back":
      return request.messages.some(
        (message) => message.role === "assistant" && message.tool_calls && !(fault.field in message),
      )
        ? error(400, "invalid_request_error", `The ${fault.field} in the thinking mode must be passed back`)
        : null;
    case "takes-not-back":
      return request.messages.some((message) => fault.field in message)
        ? error(400, "invalid_request_error", `property '${fault.field}' is unsupported`)
        : null;
    default:
      return null;
  }
}

export function error(status: number, code: string, message: string): ErrorAnswer {
  return { status, headers: {}, body: { error: { message, type: "error", param: null, code } } };
}

/** The oddities of a reply that is sent. */
export function odditiesIn(faults: Fault[]): Oddities {
  const has = (kind: Fault["kind"]) => faults.some((fault) => fault.kind === kind);
  return {
    badArguments: has("bad-arguments"),
    missingIndex: has("missing-index"),
    noUsage: has("no-usage"),
  };
}
