// The port of what a model may do: a name, a schema, and a function over a sandbox.
import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { ToolError } from "../../src/domain/errors.ts";
import type { ToolDefinition } from "../models/model.ts";
import type { Readable, Sandbox } from "../sandboxes/sandbox.ts";

/**
 * `run` returns what the model reads. It throws ToolError for what the model should mend; anything else it throws ends
 * the run. Arguments that do not fit the schema never get further than a ToolError.
 */
export type Tool = {
  definition: ToolDefinition;
  run(args: unknown, context: ToolContext): Promise<string>;
};

export type ToolContext = { signal: AbortSignal };

/** A tool is a factory over the machine it works on. */
export type ToolFactory = (sandbox: Sandbox) => Tool;
export type ReaderFactory = (sandbox: Readable) => Tool;

type Parts<T> = {
  name: string;
  description: string;
  schema: z.ZodType<T>;
  run(args: T, context: ToolContext): Promise<string>;
};

export function tool<T>({ name, description, schema, run }: Parts<T>): Tool {
  return {
    definition: { name, description, parameters: parametersOf(schema) },
    run: async (args, context) => run(await parseArguments(schema, args), context),
  };
}

/** What a model is told about a schema: as short as it can be. */
export function parametersOf(schema: z.ZodType): Record<string, unknown> {
  const {
    $schema: _dialect,
    additionalProperties: _closed,
    ...parameters
  } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  });
  return parameters;
}

/** ToolError that names each wrong argument, so that the next call can be right. */
export async function parseArguments<T>(schema: z.ZodType<T>, args: unknown): Promise<T> {
  const parsed = await schema.safeParseAsync(args);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const lines = issues.slice(0, MOST_ISSUES).map((issue) => `- ${placeOf(issue.path)}: ${issue.message}`);
  const rest = issues.length > MOST_ISSUES ? [`- and ${issues.length - MOST_ISSUES} more`] : [];
  throw new ToolError(
    ["The arguments do not fit:", ...lines, ...rest, "Call again with these mended."].join("\n"),
  );
}

const MOST_ISSUES = 10;
const MAX_FILE_BYTES = 2 * 1024 ** 2;

/** The text of a file. ToolError for a binary one: nothing in it can be shown or replaced as text. */
export async function readText(sandbox: Readable, path: string): Promise<string> {
  const bytes = await sandbox.read(path, { maxBytes: MAX_FILE_BYTES });
  if (isUtf8(bytes) && !bytes.includes(0)) return Buffer.from(bytes).toString("utf8");
  throw new ToolError(`${path} is not a UTF-8 text file. Look at it with shell (file, xxd) if it matters.`);
}

/** Lines of a text; the end of the last one begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function placeOf(path: PropertyKey[]): string {
  if (path.length === 0) return "all of it";
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
