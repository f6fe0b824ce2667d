// The names of OpenTelemetry's conventions for generative AI, all in this file. They are in development and change with each
// version; these are of semantic-conventions-genai v0.1.0:
// https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/client-inference.md
// https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/execute-tool.md
// https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/gen-ai-token-metrics.md

export const GEN_AI = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  agent: "gen_ai.agent.name",
  model: "gen_ai.request.model",
  maxTokens: "gen_ai.request.max_tokens",
  finishReasons: "gen_ai.response.finish_reasons",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  cacheReadTokens: "gen_ai.usage.cache_read.input_tokens",
  tool: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  /** These are content. */
  systemInstructions: "gen_ai.system_instructions",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  toolArguments: "gen_ai.tool.call.arguments",
  toolResult: "gen_ai.tool.call.result",
} as const;

export const GEN_AI_METRICS = {
  duration: "gen_ai.client.inference.duration",
  inputTokens: "gen_ai.client.inference.usage.input_tokens",
  outputTokens: "gen_ai.client.inference.usage.output_tokens",
  cacheReadTokens: "gen_ai.client.inference.usage.cache_read.input_tokens",
  toolDuration: "gen_ai.execute_tool.duration",
} as const;

/** Values of `gen_ai.operation.name`. */
export const CHAT = "chat";
export const EXECUTE_TOOL = "execute_tool";

/** As the conventions name a provider, where that is not our own name. `openai`: the form in which the usual endpoint is asked. */
const PROVIDER_NAMES: Partial<Record<string, string>> = {
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  azure: "azure.ai.openai",
};

export function providerName(provider: string | null): string {
  return provider === null ? "openai" : (PROVIDER_NAMES[provider] ?? provider);
}
