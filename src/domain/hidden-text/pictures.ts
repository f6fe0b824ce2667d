// The addresses of pictures in markdown as GitHub shows it, and in HTML.
import MarkdownIt, { type Token } from "markdown-it";
import { shownText } from "../hidden-text.ts";

const reader = new MarkdownIt({ html: true });

/** The addresses of pictures in what GitHub shows of a text, without those in code. */
export function picturesIn(markdown: string): string[] {
  if (!/!\[|<img\b/i.test(markdown)) return [];
  return reader
    .parse(shownText(markdown).text, {})
    .flatMap(addressesIn)
    .filter((each) => each !== "");
}

function addressesIn({ type, content, children }: Token): string[] {
  if (type === "html_inline" || type === "html_block") return sourcesIn(content);
  return (children ?? []).flatMap((child) =>
    child.type === "image" ? [`${child.attrGet("src") ?? ""}`] : addressesIn(child),
  );
}

const SOURCE = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Of the `img` elements of HTML. */
export function sourcesIn(html: string): string[] {
  return [...html.matchAll(SOURCE)].map(([, double, single, bare]) =>
    (double ?? single ?? bare ?? "").replaceAll("&amp;", "&"),
  );
}
