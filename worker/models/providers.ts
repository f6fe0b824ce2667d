// The providers that a model may be chosen of, as `provider:model`, and where each is reached. Pure.
import { CHAT } from "./chat/own-parts.ts";
import { MESSAGES } from "./messages/blocks.ts";
import { RESPONSES } from "./responses/items.ts";

export type Provider = {
  /** What stands before the colon, and, in capitals, before `_BASE_URL` and `_API_KEY`. */
  name: string;
  protocol: string;
  /** Where it is unless its variable says so; null: everybody has an address of their own. */
  url: string | null;
  needsKey: boolean;
  /** A model of this name is served elsewhere with tags after a colon. */
  alsoAModel?: true;
};

/** To add one, add a line and its name in the domain, and run `npx issuewright configuration > docs/configuration.md`. */
export const PROVIDERS: readonly Provider[] = [
  { name: "openai", protocol: RESPONSES, url: "https://api.openai.com/v1", needsKey: true },
  { name: "anthropic", protocol: MESSAGES, url: "https://api.anthropic.com", needsKey: true },
  {
    ...{ name: "gemini", protocol: CHAT, needsKey: true },
    url: "https://generativelanguage.googleapis.com/v1beta/openai",
  },
  { name: "mistral", protocol: CHAT, url: "https://api.mistral.ai/v1", needsKey: true, alsoAModel: true },
  { name: "deepseek", protocol: CHAT, url: "https://api.deepseek.com/v1", needsKey: true },
  { name: "openrouter", protocol: CHAT, url: "https://openrouter.ai/api/v1", needsKey: true },
  { name: "azure", protocol: CHAT, url: null, needsKey: true },
  { name: "litellm", protocol: CHAT, url: "http://localhost:4000/v1", needsKey: false },
  { name: "ollama", protocol: CHAT, url: "http://localhost:11434/v1", needsKey: false },
  { name: "vllm", protocol: CHAT, url: "http://localhost:8000/v1", needsKey: false },
  { name: "llamacpp", protocol: CHAT, url: "http://localhost:8080/v1", needsKey: false },
];

export type Access = {
  baseUrl: string;
  /** Null: it asks for none. */
  apiKey: string | null;
  protocol: string;
};

/** `usual`: for models that are chosen without a provider. `byProvider`: those that are set up. */
export type Accesses = { usual: Access; byProvider: Partial<Record<string, Access>> };

/** `provider` null: the usual endpoint. `model`: as its endpoint calls it. */
export type Located =
  | { kind: "at"; provider: string | null; model: string; access: Access }
  | { kind: "not-set-up"; provider: string; model: string };

/** A name with a colon that begins with no provider is a model of the usual endpoint, such as `qwen3:8b`. */
export function locate(chosen: string, { usual, byProvider }: Accesses): Located {
  const [before = "", ...rest] = chosen.split(":");
  const provider = PROVIDERS.find(({ name }) => name === before.toLowerCase());
  const access = provider === undefined ? undefined : byProvider[provider.name];
  if (provider === undefined || rest.length === 0 || (provider.alsoAModel && access === undefined))
    return { kind: "at", provider: null, model: chosen, access: usual };
  const { name } = provider;
  const model = rest.join(":");
  return access === undefined
    ? { kind: "not-set-up", provider: name, model }
    : { kind: "at", provider: name, model, access };
}
