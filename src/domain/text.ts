// Text written by a model or a stranger, made harmless once, at the edge where it enters the domain.
import { z } from "zod";

/** Control and format characters: what a person cannot see but a model reads. Tabs and line ends stay. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;
const WORD_JOINER = "\u2060";
const CLOSING =
  /\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(\s*:?\s*)(?=(?:[\w.-]+\/[\w.-]+)?#\d|gh-\d|https?:\/\/)/gi;

export function visible(text: string): string {
  return text.replace(INVISIBLE, "");
}

/**
 * Makes text safe to show on GitHub in our name: it mentions nobody, closes no issue, opens no HTML and no hidden
 * comment, so it cannot forge a marker. An invisible word joiner breaks each such construct, which leaves the text
 * readable; `visible` takes it out again for a model. Idempotent.
 */
export function neutral(text: string): string {
  return visible(text)
    .replace(/<(?=[a-zA-Z/!?])/g, `<${WORD_JOINER}`)
    .replace(/@(?=[A-Za-z0-9])/g, `@${WORD_JOINER}`)
    .replace(CLOSING, (_whole, word: string, gap: string) => `${word}${gap}${WORD_JOINER}`);
}

/** One neutral line of at most `max` visible characters; longer text is cut. */
export function oneLine(text: string, max = 600): string {
  const flat = visible(text.replace(/\s+/g, " ")).replace(/ +/g, " ").trim();
  return neutral([...flat].slice(0, max).join("").trim());
}

/** A schema for one neutral, non-empty line: what the fields of a spec, a work order or a finding are made of. */
export function line(max = 600) {
  return z
    .string()
    .transform((text) => oneLine(text, max))
    .pipe(z.string().min(1));
}
