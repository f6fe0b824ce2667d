// What of a text GitHub, a CI or another bot would act on, and what shape it has: found here by rules of its own.

/** Constructs that do something, each with how often it stands there. Code in fences does nothing. */
export function liveIn(markdown: string): Record<string, number> {
  const text = withoutFences(markdown);
  return Object.fromEntries(
    Object.entries(LIVE).map(([name, pattern]) => [name, [...text.matchAll(pattern)].length]),
  );
}

const LIVE: Record<string, RegExp> = {
  mention: /@[a-z0-9]/gi,
  "closing word":
    /(?<![a-z0-9])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)[^a-z0-9]{0,80}(?:[\w.-]+\/[\w.-]+)?#\d/gi,
  "closing word with GH": /(?<![a-z0-9])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)[^a-z0-9]{0,80}gh-\d/gi,
  "closing word with address":
    /(?<![a-z0-9])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)[^a-z0-9]{0,80}https?:\/\/\S+\/(?:issues|pull)\/\d/gi,
  tag: /<[a-z/!?]/gi,
  "character reference": /&#?\w+;/g,
  image: /!\[/g,
  link: /\]\(/g,
  "link definition": /^\s*\[[^\]]+\]:/gm,
  "order to CI": /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks\s*:/gi,
  "order to a bot": /^\/[a-z]/gim,
  "hidden character": /(?!\u2060)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
};

/** Lines outside fences by what they are, and the cells of each row: text from outside must not add any. */
export function shapeOf(markdown: string): string[] {
  return withoutFences(markdown)
    .split("\n")
    .map((line) => {
      const cells = line.match(/^\|/) === null ? 0 : line.replace(/\\[|\\]/g, "").split("|").length;
      return `${/^\s*(#{1,6} |[-*] |\||---$|<\/?\w+)?/.exec(line)?.[1] ?? ""}${cells}`;
    });
}

/** As CommonMark closes a fence: by at least as many ticks, alone on their line. */
export function withoutFences(markdown: string): string {
  let open: string | null = null;
  const kept: string[] = [];
  for (const line of markdown.split("\n")) {
    const ticks = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (open === null && ticks?.[1] !== undefined) open = ticks[1];
    else if (open === null) kept.push(line);
    else if (ticks?.[1] !== undefined && ticks[2]?.trim() === "" && ticks[1].length >= open.length)
      open = null;
  }
  return kept.join("\n");
}
