// What an endpoint's answer says of its limits, in the headers of OpenAI and of Anthropic. Others send those of OpenAI, or none.
// https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
// https://docs.claude.com/en/api/rate-limits#response-headers
import type { SignOf } from "../../../src/signs/sign.ts";

type ModelLimit = SignOf<"model-limit">;
export type Limit = Pick<ModelLimit, "of" | "limit" | "left" | "resetsAtMs">;

const KINDS = ["requests", "tokens", "input-tokens", "output-tokens"] as const;

/** `now` in milliseconds since the epoch. Azure writes -1 where it does not count, which is left out. */
export function limitsIn(headers: Headers, now: number): Limit[] {
  return KINDS.flatMap((of) => {
    const [openAi, anthropic] = [`x-ratelimit-remaining-${of}`, `anthropic-ratelimit-${of}-remaining`];
    const read = (name: string) => headers.get(name) ?? "";
    if (/^\d+$/.test(read(openAi)))
      return [limit(of, read(openAi), read(`x-ratelimit-limit-${of}`), read(`x-ratelimit-reset-${of}`), now)];
    if (/^\d+$/.test(read(anthropic))) {
      const [most, reset] = [`anthropic-ratelimit-${of}-limit`, `anthropic-ratelimit-${of}-reset`];
      return [limit(of, read(anthropic), read(most), read(reset), now)];
    }
    return [];
  });
}

function limit(of: Limit["of"], left: string, most: string, reset: string, now: number): Limit {
  return {
    of,
    limit: /^\d+$/.test(most) ? Number(most) : null,
    left: Number(left),
    resetsAtMs: momentIn(reset, now),
  };
}

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** As OpenAI writes a wait (`6m0s`, `12ms`), Azure seconds, and Anthropic a moment. Null for anything else. */
function momentIn(text: string, now: number): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(now + Number(text) * 1_000);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length > 0 && parts.map(([whole]) => whole).join("") === text)
    return Math.round(
      parts.reduce((sum, [, many, unit]) => sum + Number(many) * (UNITS_MS[unit ?? ""] ?? 0), now),
    );
  const moment = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}
