// What endpoints say of their limits, as their documents and reports show it.
import { expect, it } from "@jest/globals";
import { limitsIn } from "../../../../worker/models/wire/limits.ts";

const NOW = Date.parse("2030-01-01T12:00:00Z");

it.each<[string, Record<string, string>, object[]]>([
  [
    // https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
    "OpenAI",
    {
      ...{ "x-ratelimit-limit-requests": "60", "x-ratelimit-limit-tokens": "150000" },
      ...{ "x-ratelimit-remaining-requests": "59", "x-ratelimit-remaining-tokens": "149984" },
      ...{ "x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s" },
    },
    [
      { of: "requests", limit: 60, left: 59, resetsAtMs: NOW + 1_000 },
      { of: "tokens", limit: 150_000, left: 149_984, resetsAtMs: NOW + 360_000 },
    ],
  ],
  [
    // https://docs.claude.com/en/api/rate-limits#response-headers
    "Anthropic",
    {
      "anthropic-ratelimit-input-tokens-limit": "2000000",
      "anthropic-ratelimit-input-tokens-remaining": "1999000",
      "anthropic-ratelimit-input-tokens-reset": "2030-01-01T12:00:30Z",
    },
    [{ of: "input-tokens", limit: 2_000_000, left: 1_999_000, resetsAtMs: NOW + 30_000 }],
  ],
  [
    // https://learn.microsoft.com/en-us/answers/questions/5625878/azure-openai-responses-api-x-ratelimit-headers-val
    "Azure, which counts requests alone",
    {
      ...{ "x-ratelimit-remaining-tokens": "-1", "x-ratelimit-limit-tokens": "-1" },
      ...{ "x-ratelimit-remaining-requests": "7", "x-ratelimit-reset-requests": "20" },
    },
    [{ of: "requests", limit: null, left: 7, resetsAtMs: NOW + 20_000 }],
  ],
  ["Ollama, which names none", { "content-type": "application/json" }, []],
  [
    "something that means nothing to us",
    {
      "x-ratelimit-remaining-requests": "many",
      "x-ratelimit-remaining-tokens": "5",
      "x-ratelimit-reset-tokens": "soon",
    },
    [{ of: "tokens", limit: null, left: 5, resetsAtMs: null }],
  ],
])("are read from %s", (_, headers, expected) => {
  expect(limitsIn(new Headers(headers), NOW)).toEqual(expected);
});
