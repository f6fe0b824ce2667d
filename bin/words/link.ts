// A link to the page, in words.
import type { Link } from "../../src/web/session/address.ts";

export function linkWords({ url, goodForMs }: Link): string {
  return `The page, by a link that signs in once within ${minutes(goodForMs)} minutes:\n  ${url}`;
}

export function setUpWords({ url, goodForMs }: Link): string {
  return `The set-up page, which makes the GitHub App and tries everything, by a link that signs in once within ${minutes(goodForMs)} minutes:\n  ${url}`;
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
