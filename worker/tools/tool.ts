// The port of what a model may do: a name, a schema, and a function over a sandbox.
import type { z } from "zod";
import type { ToolDefinition } from "../models/model.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";

/**
 * `run` returns what the model reads. It throws ToolError for what the model should mend; anything else it throws ends
 * the run. Arguments that do not fit the schema never reach it.
 */
export type Tool = {
  definition: ToolDefinition;
  run(args: unknown, context: ToolContext): Promise<string>;
};

export type ToolContext = { signal: AbortSignal };

/** A tool is a factory over the machine it works on. */
export type ToolFactory = (sandbox: Sandbox) => Tool;

export type Arguments<Schema extends z.ZodType> = z.infer<Schema>;
