// Calls a tool over a sandbox in memory, as the agent loop does.
import { ToolError } from "../../src/domain/errors.ts";
import { coderTools } from "../../worker/tools/index.ts";
import { type MemoryOptions, type MemorySandbox, memorySandbox } from "./memory-sandbox.ts";

export const signal = new AbortController().signal;

/** Calls a tool by name; what it throws as ToolError is text, too, marked by `!`. */
export async function call(sandbox: MemorySandbox, name: string, args: unknown): Promise<string> {
  const wanted = coderTools(sandbox).find((candidate) => candidate.definition.name === name);
  if (wanted === undefined) throw new Error(`no tool ${name}`);
  const [settled] = await Promise.allSettled([wanted.run(args, { signal })]);
  if (settled.status === "fulfilled") return settled.value.text;
  if (settled.reason instanceof ToolError) return `! ${settled.reason.message}`;
  throw settled.reason;
}

export const having = (files: MemoryOptions["files"] & {}) => memorySandbox({ files });
export const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}`).join("\n");
