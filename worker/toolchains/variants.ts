// The ways besides the usual one in which a repository's own pipeline calls its build tool.

const MOST = 2;

/**
 * The options by which some calls differ, once each, a quoted list with commas. `calls`: the lines that call the tool. `options`
 * matches one option with its value. Values that only the pipeline knows (`${{ … }}`) are left out.
 */
export function variantsIn(calls: readonly string[], options: RegExp): string[] {
  const found = calls.map((line) =>
    [...line.matchAll(options)]
      .map(([option]) =>
        option
          .trim()
          .replace(/(["'])(.*?)\1/, (_, __, value: string) => value.trim().replace(/[\s,]+/g, ",")),
      )
      .join(" "),
  );
  return [...new Set(found)].filter((each) => /^[\w.=, /-]+$/.test(each) && each !== "").slice(0, MOST);
}
