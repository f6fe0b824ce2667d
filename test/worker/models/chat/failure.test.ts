// What is repeated of an endpoint's own words: anyone may read it on an issue.
import { describe, expect, it } from "@jest/globals";
import { wordsOf } from "../../../../worker/models/chat/failure.ts";

describe("an endpoint's words", () => {
  it("are shown without the key, and without where the endpoint is", () => {
    const thrown = new Error(
      "sk-abc was refused by http://models.internal:8000/v1: connect ECONNREFUSED 10.0.0.5:8000",
    );
    expect(wordsOf(thrown, "sk-abc")).toBe("[key] was refused by [address] connect ECONNREFUSED [address]");
  });

  it("keep versions, statuses and model names", () => {
    const text = "404 gpt-5.2 is not a model of v1.2; status:404";
    expect(wordsOf(new Error(text), "")).toBe(text);
  });
});
