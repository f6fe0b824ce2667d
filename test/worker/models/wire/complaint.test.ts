// An endpoint's error, under whatever keys it states it.
import { describe, expect, it } from "@jest/globals";
import { complaintIn, complaintInText } from "../../../../worker/models/wire/complaint.ts";

describe("an error that is stated as JSON", () => {
  it.each<[string, unknown, object]>([
    [
      "as OpenAI does",
      { error: { message: "No.", type: "invalid_request_error", code: null } },
      { said: "No.", codes: ["invalid_request_error"], status: null },
    ],
    [
      // https://platform.claude.com/docs/en/build-with-claude/streaming
      "as Anthropic does in a stream that it must break off",
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      { said: "Overloaded", codes: ["overloaded_error"], status: null },
    ],
    [
      // https://platform.openai.com/docs/api-reference/responses-streaming/response/failed
      "as OpenAI does at the end of a response that failed",
      {
        type: "response.failed",
        response: { status: "failed", error: { code: "server_error", message: "The model failed." } },
      },
      { said: "The model failed.", codes: ["server_error", "response.failed"], status: null },
    ],
    ["as one text", { error: "No." }, { said: "No.", codes: [], status: null }],
    [
      "with the status as its code",
      { error: { code: 429, message: "Slow down" } },
      { said: "Slow down", codes: ["429"], status: 429 },
    ],
    [
      "as Google does, in a list",
      [{ error: { code: 400, message: "No.", status: "INVALID_ARGUMENT" } }],
      { said: "No.", codes: ["400", "INVALID_ARGUMENT"], status: 400 },
    ],
    [
      "inside a choice",
      { choices: [{ error: { code: 502, message: "Gone" }, delta: { content: "" } }] },
      { said: "Gone", codes: ["502"], status: 502 },
    ],
    [
      "as a gateway that quotes the provider",
      {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: '{"error":{"message":"prompt is too long"}}' },
        },
      },
      { said: "Provider returned error: prompt is too long", codes: ["400"], status: 400 },
    ],
    [
      "as the body itself",
      { object: "error", message: "Unexpected role", type: "invalid_request_error", code: "3280" },
      { said: "Unexpected role", codes: ["3280", "invalid_request_error"], status: null },
    ],
    [
      "as MiniMax does",
      { base_resp: { status_code: 1008, status_msg: "insufficient balance" }, choices: null },
      { said: "insufficient balance", codes: [], status: null },
    ],
    [
      "as FastAPI does",
      { detail: [{ loc: ["body", "messages"], msg: "Input should be a valid string", type: "string_type" }] },
      { said: "body.messages: Input should be a valid string", codes: ["string_type"], status: null },
    ],
    [
      "as DashScope does",
      { code: "Arrearage", message: "Access denied", request_id: "r" },
      { said: "Access denied", codes: ["Arrearage"], status: null },
    ],
    [
      "as Anthropic does",
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      { said: "Overloaded", codes: ["overloaded_error"], status: null },
    ],
  ])("is found %s", (_how, json, complaint) => {
    expect(complaintIn(json)).toEqual(complaint);
  });

  it.each<[string, unknown]>([
    ["a reply", { choices: [{ message: { content: "error" } }], error: null }],
    ["a count", { choices: [], usage: { prompt_tokens: 3 } }],
    ["an event", { type: "message_start", message: { id: "m" } }],
    ["no complaint of MiniMax", { base_resp: { status_code: 0, status_msg: "" }, choices: [] }],
    ["an empty list", []],
    ["a text", "error"],
  ])("is not seen in %s", (_what, json) => {
    expect(complaintIn(json)).toBeNull();
  });
});

it("a page is known by its title, and plain words are repeated", () => {
  expect(complaintInText("<html><head><title>502 Bad Gateway</title></head></html>")).toEqual({
    said: "502 Bad Gateway",
    codes: ["web-page"],
    status: null,
  });
  expect(complaintInText("upstream timed out\n")).toEqual({
    said: "upstream timed out",
    codes: [],
    status: null,
  });
});
