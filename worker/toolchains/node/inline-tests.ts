// Tests of Vitest in the file of the code: https://vitest.dev/guide/in-source
import type { InlineTests } from "../language.ts";

export const inlineTests: InlineTests = {
  files: /\.[cm]?[jt]sx?$/,
  places: (text) => {
    const begins = BLOCK.exec(text);
    const end = begins === null ? null : ENDS.exec(text.slice(begins.index));
    if (begins === null || end === null)
      return [{ owner: "", from: text.length, to: text.length, isTest: false }];
    const above = text.slice(0, begins.index).trimEnd().length;
    const from = above === 0 ? 0 : text.indexOf("\n", above) + 1;
    return [{ owner: "", from, to: begins.index + end.index + end[0].length, isTest: true }];
  },
};

export const BLOCK = /^if \(import\.meta\.vitest(?: !==? undefined)?\) \{/m;
const ENDS = /^\}\r?\n?/m;
