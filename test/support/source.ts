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
