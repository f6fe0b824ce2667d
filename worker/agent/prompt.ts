// Prompts are files. Loads one by name and fills its placeholders, written {{name}}.
import { readFile } from "node:fs/promises";

const PROMPTS = new URL("../prompts/", import.meta.url);

/** Each placeholder must have a value and each value a placeholder; text inside a value is never filled again. */
export async function loadPrompt(
  name: string,
  values: Record<string, string> = {},
  folder: URL = PROMPTS,
): Promise<string> {
  const template = await readFile(new URL(`${name}.md`, folder), "utf8");
  return fill(name, template.trim(), values);
}

function fill(name: string, template: string, values: Record<string, string>): string {
  const unused = new Set(Object.keys(values));
  const filled = template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_whole, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new Error(`The prompt ${name} has a placeholder without a value: ${key}`);
    unused.delete(key);
    return value;
  });
  if (unused.size > 0)
    throw new Error(`The prompt ${name} has no placeholder for: ${[...unused].join(", ")}`);
  return filled;
}
