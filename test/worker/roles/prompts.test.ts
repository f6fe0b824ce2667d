// The prompts of the roles are files that ship with the code.
import { describe, expect, it } from "@jest/globals";
import { estimateTokenCount } from "tokenx";
import { loadPrompt } from "../../../worker/roles/ask-role.ts";

describe("a prompt", () => {
  it.each(["architect-spec", "architect-order", "architect-escalation", "coder", "reviewer"])(
    "ships for what the roles do: %s",
    async (name) => {
      expect(await loadPrompt(name)).toMatch(/^You are the \w+/);
    },
  );

  it("of the coder is short, with its tools not counted", async () => {
    expect(estimateTokenCount(await loadPrompt("coder"))).toBeLessThanOrEqual(1_500);
  });

  it("is an error when there is no such file", async () => {
    await expect(loadPrompt("no-such-prompt")).rejects.toThrow("ENOENT");
  });
});
