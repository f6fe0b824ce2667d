// What an answer of GitHub means: for how long it wants to be left alone.
import { expect, it } from "@jest/globals";
import { awayFor } from "../../../../src/domain/errors.ts";
import { meaningOf } from "../../../../src/github/octokit/refusal.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");

function answered(status: number, message: string, headers: Record<string, string> = {}) {
  const error = Object.assign(new Error(message), { status, response: { headers } });
  return meaningOf(error, "write-comment", { method: "POST", url: "https://api.github.com/x" }, NOW);
}

const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
const inAnHour = String(NOW / 1000 + 3600);

it.each([
  ["a secondary limit that says how long", 403, secondary, { "retry-after": "7" }, 7_000],
  ["a secondary limit that does not", 403, secondary, { "x-ratelimit-remaining": "4000" }, 60_000],
  ["a bare 429", 429, "Too Many Requests", {}, 60_000],
  [
    "a used-up limit",
    403,
    "API rate limit exceeded",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
    3_600_000,
  ],
  [
    "a secondary limit in its older words",
    403,
    "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
    {},
    60_000,
  ],
  [
    "a comment soon after another",
    422,
    'Validation Failed: {"field":"data","message":"was submitted too quickly after a previous comment"}',
    {},
    60_000,
  ],
  ["a proxy without patience", 408, "Request Timeout", {}, null],
  ["a page instead of an answer", 502, "<html><head><title>Unicorn!</title>", {}, null],
  ["a refusal", 403, "Resource not accessible by integration", {}, undefined],
])("%s is left alone that long", (_, status, message, headers, waitMs) => {
  expect(awayFor(answered(status, message, headers))).toBe(waitMs);
});
