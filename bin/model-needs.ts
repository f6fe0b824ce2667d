// What every command that asks models needs in the environment, as its help says it.
import { PROVIDERS } from "../worker/models/providers.ts";

const WIDTH = 118;

/** Lines of a help page. */
export const MODEL_NEEDS: readonly string[] = [
  "A model for each role, in ISSUEWRIGHT_ARCHITECT_MODEL, ISSUEWRIGHT_CODER_MODEL and ISSUEWRIGHT_REVIEWER_MODEL: either",
  "its name, with OPENAI_API_KEY or OPENAI_BASE_URL, or provider:model, with what that provider needs:",
  ...wrapped(PROVIDERS.filter(({ name }) => name !== "openai").map(needOf)),
];

function needOf({ name, needsKey, url }: (typeof PROVIDERS)[number]): string {
  const variable = name.toUpperCase();
  const needs = [
    ...(needsKey ? [`${variable}_API_KEY`] : []),
    ...(url === null || !needsKey ? [`${variable}_BASE_URL`] : []),
  ];
  return `${name}: ${needs.join(" and ")}`;
}

function wrapped(items: string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last}; ${item}`;
    else lines.push(`  ${item}`);
  }
  return lines;
}
