// Reads YAML, in which some tools write their recipes.
import { parse } from "yaml";

const MAX_CHARACTERS = 200_000;
const MAX_ALIASES = 100;

/** Undefined where the text is none, or is far longer than a person writes. */
export function yamlIn(text: string): unknown {
  if (text.length > MAX_CHARACTERS) return undefined;
  try {
    return parse(text.replace(/^\ufeff/, ""), { maxAliasCount: MAX_ALIASES });
  } catch {
    return undefined;
  }
}
