// Calls a tool over a sandbox in memory, as the agent loop does.
import { ToolError } from "../../src/domain/errors.ts";
import { coderTools } from "../../worker/tools/index.ts";
import { type MemoryOptions, type MemorySandbox, memorySandbox } from "./memory-sandbox.ts";

export const signal = new AbortController().signal;

/** Calls a tool by name; what it throws as ToolError is text, too, marked by `!`. */
export async function call(sandbox: MemorySandbox, name: string, args: unknown): Promise<string> {
  const wanted = coderTools(sandbox).find((candidate) => candidate.definition.name === name);
  if (wanted === undefined) throw new Error(`no tool ${name}`);
  return wanted.run(args, { signal }).catch((thrown: unknown) => {
    if (thrown instanceof ToolError) return `! ${thrown.message}`;
    throw thrown;
  });
}

export const having = (files: MemoryOptions["files"] & {}) => memorySandbox({ files });
export const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}`).join("\n");
