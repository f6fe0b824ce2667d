// Prompts from files, with their placeholders filled.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { loadPrompt } from "../../../worker/agent/prompt.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prompts-"));
  await writeFile(join(folder, "greet.md"), "Hello {{name}}, hello {{ name }}: {{task}}\n");
});
afterAll(() => rm(folder, { recursive: true }));

const greet = (values: Record<string, string>) => loadPrompt("greet", values, pathToFileURL(`${folder}/`));

describe("a prompt", () => {
  it("has its placeholders filled, and nothing inside their values", async () => {
    expect(await greet({ name: "{{task}}", task: "$& $1 {{name}}" })).toBe(
      "Hello {{task}}, hello {{task}}: $& $1 {{name}}",
    );
  });

  it("is an error when a value is missing or has no place", async () => {
    await expect(greet({ name: "you" })).rejects.toThrow("greet has a placeholder without a value: task");
    await expect(greet({ name: "you", task: "", more: "" })).rejects.toThrow(
      "greet has no placeholder for: more",
    );
  });

  it("is an error when there is no such file", async () => {
    await expect(loadPrompt("no-such-prompt")).rejects.toThrow("ENOENT");
  });

  it.each(["architect-spec", "architect-order", "architect-escalation", "coder", "reviewer"])(
    "ships for what the roles do: %s",
    async (name) => {
      expect(await loadPrompt(name)).toMatch(/^You are the \w+/);
    },
  );
});
