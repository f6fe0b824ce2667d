// The operator's environment as the worker reads it.
import { describe, expect, it } from "@jest/globals";
import { readEngineConfig } from "../../worker/config.ts";

describe("the address of the models", () => {
  it.each(["api.openai.com/v1", "ftp://x/v1", "http://me:secret@host/v1", "http://me@host/v1"])(
    "is refused where no endpoint can be, and not repeated: %j",
    (OPENAI_BASE_URL) => {
      expect(readEngineConfig({ OPENAI_BASE_URL, OPENAI_API_KEY: "key" })).toEqual({
        kind: "invalid",
        complaints: [
          {
            kind: "malformed",
            variable: "OPENAI_BASE_URL",
            form: { kind: "web-address", example: "http://localhost:11434/v1" },
          },
        ],
      });
    },
  );
});
