// What a comment gives as a command.
import { describe, expect, it } from "@jest/globals";
import { commandIn, readCommand } from "../../../src/domain/command.ts";

describe("a command", () => {
  it("is understood when it was copied with characters nobody sees", () => {
    expect(readCommand("/\u2060ai retry\u200b")).toBe("retry");
  });

  it.each([
    ["/ai stop", "stop"],
    ["/AI Stop", "stop"],
    ["/ai", ""],
    ["/ai, please", "please"],
    ["/ai Dance", "dance"],
    ["/ai stop now, it runs in circles", "stop"],
    ["/ai: retry!", "retry"],
    ["/ai-retry", "retry"],
    ["- /ai go", "go"],
    ["- [ ] /ai go", "go"],
    ["* [X] **/ai go**", "go"],
    ["## /ai retry", "retry"],
    ["2. `/ai go`", "go"],
    ["**/ai stop** because it runs in circles", "stop"],
    ["@issuewright[bot] /ai retry", "retry"],
    ["> It runs in circles.\n\n/ai stop", "stop"],
    ["> /ai stop", "stop"],
    ["> /ai stop\n\nwhy did you stop it?", null],
    ["/aim high", null],
    ["please /ai stop", null],
    ["Please round up.\n/ai go", null],
    ["* ".repeat(60_000), null],
  ])("is read from %j", (comment, word) => {
    expect(readCommand(comment)).toBe(word);
  });

  it.each([
    ["/ai restart", ""],
    ["/AI Restart: count in cents instead", "count in cents instead"],
    ["- **/ai restart** because cents are exact", "because cents are exact"],
    ["/ai polish\n\nName it `total`.\nEverywhere.", "Name it `total`.\nEverywhere."],
    ["> This may overflow.\n\n/ai fix", "> This may overflow."],
  ])("keeps what a person says with it in %j", (comment, said) => {
    expect(commandIn(comment)?.said).toBe(said);
  });
});
