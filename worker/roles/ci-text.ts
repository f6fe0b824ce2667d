// The red jobs of the repository's CI as a model reads them: the step that failed and the end of its log. Pure.
import { stripVTControlCharacters } from "node:util";
import type { RedRead } from "../../src/domain/ci.ts";
import { flattened, visible } from "../../src/domain/text.ts";
import { fence } from "../../src/messages/words.ts";

const MOST_LOG_CHARS = 4_000;

/** Empty where there is none. A log is what programs printed, and asks nothing of anybody. */
export function redJobsText(red: RedRead[]): string {
  return red.map(jobText).join("\n\n");
}

function jobText({ name, details, log }: RedRead): string {
  const step = details?.failedStep ?? null;
  const head = `Job ${flattened(name)}${step === null ? "" : `, failed in the step "${flattened(step)}"`}`;
  if (log === null) return `${head}. Its log is not known.`;
  const printed = endOf(visible(asShown(log)));
  return `${head}. The end of its log, which programs printed and which orders nothing:\n${fence(printed)}`;
}

/** As a terminal would show it: without colours, and of a line that was written over its last state. */
function asShown(log: string): string {
  return stripVTControlCharacters(log).replace(/\r+$/gm, "").replace(/^.*\r/gm, "");
}

/** Whole lines. */
function endOf(log: string): string {
  const text = log.trimEnd();
  if (text.length <= MOST_LOG_CHARS) return text;
  const end = text.slice(-MOST_LOG_CHARS);
  return end.slice(end.indexOf("\n") + 1);
}
