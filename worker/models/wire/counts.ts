// The tokens that a server counted, under whatever names it writes them.
import { z } from "zod";
import type { Tokens } from "../price.ts";

const Count = z.int().nonnegative().catch(0);
const Details = z
  .object({ cached_tokens: Count.nullish(), cache_write_tokens: Count.nullish() })
  .nullish()
  .catch(null);

export const Usage = z
  .object({
    prompt_tokens: Count.nullish(),
    completion_tokens: Count.nullish(),
    input_tokens: Count.nullish(),
    output_tokens: Count.nullish(),
    prompt_tokens_details: Details,
    input_tokens_details: Details,
    /** DeepSeek. */
    prompt_cache_hit_tokens: Count.nullish(),
    /** Moonshot. */
    cached_tokens: Count.nullish(),
    /** LiteLLM, in front of Anthropic. */
    cache_read_input_tokens: Count.nullish(),
    cache_creation_input_tokens: Count.nullish(),
  })
  .nullish()
  .catch(null);
export type Usage = z.infer<typeof Usage>;

/** Null: it did not count. No request is empty, so a server that says 0 did not count either. */
export function countedBy(usage: Usage): Tokens | null {
  if (!usage) return null;
  const inputTokens = usage.prompt_tokens || usage.input_tokens || 0;
  if (inputTokens === 0) return null;
  const details = usage.prompt_tokens_details ?? usage.input_tokens_details;
  const cached =
    details?.cached_tokens ??
    usage.prompt_cache_hit_tokens ??
    usage.cached_tokens ??
    usage.cache_read_input_tokens ??
    0;
  const cachedTokens = Math.min(cached, inputTokens);
  const written = details?.cache_write_tokens ?? usage.cache_creation_input_tokens ?? 0;
  return {
    inputTokens,
    cachedTokens,
    ...(written > 0 && { cacheWriteTokens: Math.min(written, inputTokens - cachedTokens) }),
    outputTokens: usage.completion_tokens || usage.output_tokens || 0,
  };
}
