// The red jobs of the repository's CI as a model reads them: the step that failed and the end of its log. Pure.
import type { RedRead } from "../../src/domain/ci.ts";
import { visible } from "../../src/domain/text.ts";

const MOST_LOG_CHARS = 4_000;

/** Empty where there is none. A log is what programs printed, and asks nothing of anybody. */
export function redJobsText(red: RedRead[]): string {
  return red.map(jobText).join("\n\n");
}

function jobText({ name, details, log }: RedRead): string {
  const step = details?.failedStep ?? null;
  const head = `Job ${visible(name)}${step === null ? "" : `, failed in the step "${visible(step)}"`}`;
  return log === null
    ? `${head}. Its log is not known.`
    : `${head}. The end of its log:\n${endOf(visible(log))}`;
}

/** Whole lines. */
function endOf(log: string): string {
  const text = log.trimEnd();
  if (text.length <= MOST_LOG_CHARS) return text;
  const end = text.slice(-MOST_LOG_CHARS);
  return end.slice(end.indexOf("\n") + 1);
}
