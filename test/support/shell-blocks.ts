// The shell blocks of the documents, as the commands that a reader would copy.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./source.ts";

/** `text`: as it stands there, on one line. `sets`: what it puts into the environment; `reads`: what it takes from it. */
export type ShellCommand = {
  document: string;
  text: string;
  words: string[];
  sets: string[];
  reads: string[];
};
export type Fence = { document: string; language: string; text: string };

export const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

const FENCE = /^( *)```(\S*)\n([\s\S]*?)^ *```$/gm;

export const fences: Fence[] = documents.flatMap((document) =>
  [...readFileSync(join(root, document), "utf8").matchAll(FENCE)].map(
    ([, indent = "", language = "", text = ""]) => ({
      ...{ document, language },
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  ),
);

/** Commands in prose, between backticks, where they begin with a program of ours. */
const INLINE = /`((?:npx |npm |script\/|docker compose |issuewright )[^`\n]+)`/g;

export const inline: { document: string; text: string }[] = documents.flatMap((document) =>
  [...readFileSync(join(root, document), "utf8").replace(FENCE, "").matchAll(INLINE)].map(
    ([, text = ""]) => ({
      document,
      text,
    }),
  ),
);

/** Each command of a text: lines, and what `&&` and `|` join. Comments are left out. */
export function commandsIn(document: string, text: string): ShellCommand[] {
  return text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => [...partsOf(line), ...insideOf(line)])
    .map((part) => commandOf(document, part));
}

/** What a line asks of `$(…)`. */
function insideOf(line: string): Token[][] {
  return [...line.matchAll(/\$\(([^)]*)\)/g)].flatMap(([, inner = ""]) => partsOf(inner));
}

type Token = { text: string; quoted: boolean };

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  const token = /\s*(?:(#.*$)|(&&|\|)|((?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+))/gy;
  for (const [, comment, joint, word] of line.matchAll(token)) {
    if (comment !== undefined) break;
    if (joint !== undefined) tokens.push({ text: joint, quoted: false });
    if (word !== undefined) tokens.push({ text: word, quoted: /^["']/.test(word) });
  }
  return tokens;
}

function partsOf(line: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokensOf(line)) {
    if (!token.quoted && ["&&", "|"].includes(token.text)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

const SETS = /^([A-Z][A-Z0-9_]*)=/;

function commandOf(document: string, tokens: Token[]): ShellCommand {
  const texts = tokens.map(({ text }) => text);
  const isExport = texts[0] === "export";
  const first = isExport ? texts.length : texts.findIndex((text) => !SETS.test(text));
  const settings = isExport ? texts.slice(1) : texts.slice(0, first === -1 ? texts.length : first);
  const words = (isExport ? [] : texts.slice(settings.length)).map((word) => word.replaceAll(/["']/g, ""));
  return {
    ...{ document, text: texts.join(" "), words },
    sets: settings.flatMap((setting) => SETS.exec(setting)?.[1] ?? []),
    reads: texts.flatMap((text) =>
      text.startsWith("'") ? [] : [...text.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name = ""]) => name),
    ),
  };
}
