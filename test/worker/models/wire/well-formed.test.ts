// What is sent is text that every server can read, and schemas that it knows.
import { describe, expect, it } from "@jest/globals";
import { USUAL_DIALECT } from "../../../../worker/models/chat/dialect.ts";
import { wireRequest } from "../../../../worker/models/chat/wire.ts";
import { plainSchema } from "../../../../worker/models/wire/plain-schema.ts";
import { aRequest } from "../../../support/local-model.ts";

const HALF = "🙂".slice(0, 1);

it("no half of a character is sent, wherever a text was cut inside of one", () => {
  const toolCalls = [{ id: "c", name: "read", arguments: JSON.stringify({ path: `a${HALF}` }) }];
  const request = aRequest({
    messages: [
      { role: "system", text: `s${HALF}` },
      { role: "user", text: `u${HALF}` },
      { role: "assistant", text: `a${HALF}`, toolCalls, opaque: null },
      { role: "tool", callId: "c", text: `t${HALF}` },
    ],
  });
  const sent = JSON.stringify(wireRequest("m", request, USUAL_DIALECT));
  expect(sent).not.toMatch(/\\ud[89a-f]/i);
  expect(sent).toContain('{\\"path\\":\\"a�\\"}');
});

describe("a schema without words that an endpoint does not know", () => {
  const schema = {
    type: "object",
    properties: {
      from: { type: "integer", exclusiveMinimum: 0, description: "first line" },
      pattern: { anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] },
    },
    required: ["from"],
    additionalProperties: false,
  };

  it("keeps everything else, and properties that are named like such words", () => {
    const without = ["exclusiveMinimum", "additionalProperties", "pattern", "minLength"];
    expect(plainSchema(schema, without)).toEqual({
      type: "object",
      properties: {
        from: { type: "integer", description: "first line" },
        pattern: { anyOf: [{ type: "string" }, { type: "null" }] },
      },
      required: ["from"],
    });
  });

  it("takes the first of a list of types, which hardly any such endpoint knows", () => {
    const listed = { type: "object", properties: { why: { type: ["string", "null"], maxLength: 9 } } };
    expect(plainSchema(listed, [])).toEqual(listed);
    expect(plainSchema(listed, ["type lists"])).toEqual({
      type: "object",
      properties: { why: { type: "string", maxLength: 9 } },
    });
  });

  it("takes the first of several alternatives where it may not name them", () => {
    expect(plainSchema(schema, ["anyOf"]).properties).toMatchObject({
      pattern: { type: "string", minLength: 1 },
    });
  });
});
