// The port to what a model may do: a tool is a name, a schema, an effect, and a function over a sandbox.
import { z } from "zod";
import { ToolError } from "../../src/domain/errors.ts";
import type { ToolDefinition } from "../models/model.ts";
import type { CommandResult, Readable, Sandbox } from "../sandboxes/sandbox.ts";
import { argumentFaults } from "./argument-faults.ts";
import { coerced } from "./coerce.ts";
import { type TextFile, textOf } from "./text-file.ts";

/** What a tool does to the repository, and the facts of each of its calls. */
type Effects = {
  /** `path`: the file that was shown; null: a folder was listed, or the repository searched. */
  reads: { path: string | null };
  changes: { path: string };
  /** A command may change files too, and nobody says which. */
  runs: { line: string } & Pick<CommandResult, "ending" | "exitStatus">;
};
export type Effect = keyof Effects;

/** What a call did, as its tool knows it. Nobody reads it out of arguments or texts. */
export type Deed = { [E in Effect]: { effect: E } & Effects[E] }[Effect];

/** `text` is what the model reads. */
export type ToolResult = { text: string; deed: Deed };

/**
 * `run` throws ToolError for what the model should mend; anything else it throws ends the run. Arguments that do not fit
 * the schema never get further than a ToolError.
 */
export type Tool = {
  definition: ToolDefinition;
  effect: Effect;
  /** For a model whose call was too long to come whole: how to do it with shorter ones. */
  shorter?: string;
  run(args: unknown, context: ToolContext): Promise<ToolResult>;
};

export type ToolContext = { signal: AbortSignal };

/** A tool is a factory over the machine it works on. */
export type ToolFactory = (sandbox: Sandbox) => Tool;
export type ReaderFactory = (sandbox: Readable) => Tool;

type Parts<E extends Effect, T> = {
  name: string;
  description: string;
  effect: E;
  schema: z.ZodType<T>;
  shorter?: string;
  run(args: T, context: ToolContext): Promise<{ text: string; did: Effects[E] }>;
};

export function tool<E extends Effect, T>(parts: Parts<E, T>): Tool {
  const { name, description, effect, schema, shorter, run } = parts;
  const parameters = parametersOf(schema);
  return {
    definition: { name, description, parameters },
    effect,
    ...(shorter !== undefined && { shorter }),
    run: async (args, context) => {
      const { text, did } = await run(await parseArguments(schema, args, parameters), context);
      return { text, deed: deeds[effect](did) };
    },
  };
}

const deeds: { [E in Effect]: (did: Effects[E]) => Deed } = {
  reads: (did) => ({ effect: "reads", ...did }),
  changes: (did) => ({ effect: "changes", ...did }),
  runs: (did) => ({ effect: "runs", ...did }),
};

/** The JSON schema that a model is sent, as short as it can be. */
export function parametersOf(schema: z.ZodType): Record<string, unknown> {
  const {
    $schema: _dialect,
    additionalProperties: _closed,
    ...parameters
  } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Every whole number has these bounds. They tell a model nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return parameters;
}

/**
 * Takes what nearly fits, and throws ToolError for the rest, which names each wrong argument, so that the next call can be
 * right. Making `parameters` takes longer than reading the arguments, so whoever reads often makes them once.
 */
export async function parseArguments<T>(
  schema: z.ZodType<T>,
  args: unknown,
  parameters = parametersOf(schema),
): Promise<T> {
  const parsed = await schema.safeParseAsync(coerced(parameters, args));
  if (parsed.success) return parsed.data;
  const faults = argumentFaults(parsed.error.issues, args, parameters);
  throw new ToolError(["The arguments do not fit:", ...faults, "Call again with these mended."].join("\n"));
}

const MAX_FILE_BYTES = 2 * 1024 ** 2;

/** Throws ToolError for a binary file, which cannot be shown or replaced as text. */
export async function readText(sandbox: Readable, path: string): Promise<TextFile> {
  const file = textOf(path, Buffer.from(await sandbox.read(path, { maxBytes: MAX_FILE_BYTES })));
  if (file !== null) return file;
  throw new ToolError(`${path} is not a text file. Look at it with shell (file, xxd) if it matters.`);
}

/** Lines of a text. A line end at the end of the text begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
