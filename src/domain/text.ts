// Text written by a model or a stranger, made harmless once, at the edge where it enters the domain.
import { z } from "zod";

/** What a person cannot see but a model reads: control, format and filler characters. Tabs and line ends stay. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const WORD_JOINER = "\u2060";

/** What GitHub, or another bot that listens there, would act on: each matches up to where it is broken. */
const LIVE = [
  /<(?=[a-zA-Z/!?])/g,
  /@(?=[A-Za-z0-9])/g,
  // A character reference would spell any of the others.
  /&(?=#?\w+;)/g,
  // An image is fetched from wherever it points, with what its address says; a link says one place and leads to another.
  /!(?=\[)/g,
  /\](?=[(:])/g,
  /\[(?=\s*(?:skip|no|ci|actions)\b)/gi,
  /skip-checks(?=\s*:)/gi,
  // First on a line it orders another bot about (ours does not hear itself), or begins a block, and a fence would take
  // in everything we say after it.
  /^[^\S\n]*\/(?=(?!ai\b)[a-z])/gim,
  /^(?=[^\S\n]*(?:`{3}|~{3}|#{1,6}(?:\s|$)|[>|]|[-+*]\s|\d{1,9}[.)]\s|(?:[-_*][^\S\n]*){3,}$|[-=]+[^\S\n]*$))/gm,
];
const CLOSING_WORD = /(?<![a-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?![a-z0-9])/i;
const REFERENCE = /#(?=\d)|(?<![a-z0-9])gh-(?=\d)|\/(?:issues|pull)[\\/]+(?=\d)/gi;

export function visible(text: string): string {
  return text.replace(INVISIBLE, "");
}

/**
 * Makes text safe to show on GitHub in our name: it mentions nobody, closes no issue, opens no HTML and no hidden
 * comment, so it cannot forge a marker; it shows no image, hides no address behind a link, begins no block, and tells
 * no other bot or CI what to do. An invisible word joiner breaks each such construct, which leaves the text readable;
 * `visible` takes it out again for a model. Idempotent.
 */
export function neutral(text: string): string {
  const broken = LIVE.reduce((safe, live) => safe.replace(live, `$&${WORD_JOINER}`), visible(text));
  return withoutClosing(broken);
}

/** Behind a closing word no reference stays one, whatever stands between them. */
function withoutClosing(text: string): string {
  const at = text.search(CLOSING_WORD);
  if (at === -1) return text;
  return text.slice(0, at) + text.slice(at).replace(REFERENCE, `$&${WORD_JOINER}`);
}

/** One neutral line of at most `max` visible characters; longer text is cut. */
export function oneLine(text: string, max = 600): string {
  return neutral([...flattened(text)].slice(0, max).join("").trim());
}

/** The same for a title: longer text ends after a whole word, with an ellipsis. A word that fills all of it is cut. */
export function headline(text: string, max = 72): string {
  const flat = [...flattened(text)];
  if (flat.length <= max) return neutral(flat.join(""));
  const fitting = flat.slice(0, max).join("");
  const end = fitting.lastIndexOf(" ");
  const words = end === -1 ? flat.slice(0, max - 1).join("") : fitting.slice(0, end);
  return neutral(`${words.replace(/[\s.,:;–—-]+$/u, "")}…`);
}

/** On one line, with one blank where there were several, and whatever hides in it shown. */
export function flattened(text: string): string {
  return visible(text.replace(/\s+/g, " ")).replace(/ +/g, " ").trim();
}

/** Somebody's sentence, to go on after it: without the full stop at its end. */
export function withoutFullStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, "");
}

/**
 * The same with its blanks as they were written, which may be the very point of a criterion; only where a line ends does
 * one blank stand for it. Longer text says within `max` how much of it was cut, unless `max` is short.
 */
export function asWritten(text: string, max = 600): string {
  const lines = visible(text.replace(/[\r\v\f\u2028\u2029]/g, "\n")).split("\n");
  const flat = lines.map((each) => each.trim()).filter((each) => each !== "");
  const said = [...flat.join(" ")];
  if (said.length <= max || max < LEAST_MARKED) return neutral(said.slice(0, max).join("").trim());
  const kept = said
    .slice(0, max - CUT_CHARACTERS)
    .join("")
    .trim();
  return neutral(`${kept}… (${said.length - [...kept].length} more characters)`);
}

/** The longest mark of a cut. */
const CUT_CHARACTERS = 30;
/** In a shorter text, the mark would cost more than it says. */
const LEAST_MARKED = 100;

/** A schema for such a line, not empty: what the fields of a spec, a work order or a finding are made of. */
export function line(max = 600, fold = asWritten) {
  return z
    .string()
    .transform((text) => fold(text, max))
    .pipe(z.string().min(1));
}

/** How a model writes that a field holds nothing. */
const NOTHING = /^(?:|none|no|n[/-]?a|null)\.?$/i;

/** A schema for a line that may be left out: null, an empty text or a bare "none" are all null. */
export function lineOrNull(max = 600) {
  return z
    .string()
    .nullable()
    .transform((text) => (text === null || NOTHING.test(visible(text).trim()) ? null : text))
    .pipe(line(max).nullable())
    .default(null);
}
