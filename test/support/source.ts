// Reads the project's own source files for the tests that judge its structure.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

export type SourceFile = {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
  /** Relative imports as paths from the root; packages by name; node: modules as they are. */
  imports: string[];
  /** Those that bring more than types. */
  valueImports: string[];
};

export function sourceFiles(folders: string[]): SourceFile[] {
  return folders.flatMap((folder) => walk(join(root, folder))).map(read);
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const importsOf = (code: string) =>
    [...code.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, specifier = ""]) =>
      specifier.startsWith(".") ? relative(root, join(dirname(path), specifier)) : packageName(specifier),
    );
  const withoutTypes = text.replace(/^import type [^;]*;$/gm, "");
  return {
    path: relative(root, path),
    text,
    imports: importsOf(text),
    valueImports: importsOf(withoutTypes),
  };
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

/** Source without comments and string contents, for rules about code rather than words. */
export function codeOnly(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
}

/** The texts of string and template literals, comments and regular expressions left out; `before`: the code in front. */
export function literalsOf(text: string): { text: string; before: string }[] {
  const found: { text: string; before: string }[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfToken(text, at);
    if (QUOTES.has(text[at] ?? "")) {
      found.push({ text: text.slice(at + 1, end - 1), before: text.slice(Math.max(0, at - 200), at) });
    }
    at = end;
  }
  return found;
}

/** Regular expressions, and raw texts that become parts of one, as they are written. */
export function patternsOf(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfToken(text, at);
    const before = text.slice(Math.max(0, at - 20), at);
    const isPattern = text[at] === "/" && end > at + 1 && !/^\/[/*]/.test(text.slice(at, at + 2));
    if (isPattern || (text[at] === "`" && before.endsWith("String.raw"))) found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

const QUOTES = new Set(['"', "'", "`"]);

function endOfToken(text: string, at: number): number {
  const [first = "", second] = [text[at], text[at + 1]];
  if (first === "/" && second === "/") return endingAt(text, "\n", at);
  if (first === "/" && second === "*") return endingAt(text, "*/", at);
  if (first === "/" && mayBeginPattern(text.slice(Math.max(0, at - 20), at))) return endOfPattern(text, at);
  return QUOTES.has(first) ? endOfQuoted(text, at, first) : at + 1;
}

function endingAt(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end === -1 ? text.length : end + mark.length;
}

function endOfQuoted(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === quote) return end + 1;
  }
  return text.length;
}

/** After these a slash divides nothing. */
function mayBeginPattern(before: string): boolean {
  return /[(,=:[!&|?{};\n+]\s*$|\breturn\s*$/.test(before);
}

function endOfPattern(text: string, at: number): number {
  let inClass = false;
  for (let end = at + 1; end < text.length; end++) {
    const each = text[end];
    if (each === "\\") end++;
    else if (each === "\n") return at + 1;
    else if (each === "[") inClass = true;
    else if (each === "]") inClass = false;
    else if (each === "/" && !inClass) return end + 1;
  }
  return text.length;
}
