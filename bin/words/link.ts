// A link to the page, in words.
import type { Link } from "../../src/web/session/address.ts";

export function linkWords({ url, goodForMs }: Link): string {
  return `The page, by a link that signs in once within ${Math.round(goodForMs / 60_000)} minutes:\n  ${url}`;
}
