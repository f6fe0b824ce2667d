// Who serves models, by the names that stand before the colon where a model is chosen.

export const PROVIDER_NAMES = [
  ...["openai", "anthropic", "gemini", "mistral", "deepseek", "openrouter"],
  ...["azure", "litellm", "ollama", "vllm", "llamacpp"],
];

/** The variables by which the operator says where a provider is, and with which key. Null: the usual endpoint. */
export function accessVariables(provider: string | null): { address: string; key: string } {
  const name = (provider ?? "openai").toUpperCase();
  return { address: `${name}_BASE_URL`, key: `${name}_API_KEY` };
}
