// Reads TOML, in which some languages write their manifests.
import { parse } from "smol-toml";

/** Undefined where the text is none. */
export function tomlIn(text: string): unknown {
  try {
    return parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
