// How many of a tree's test files a build system names: where two stand side by side, one of them may only build a demo.
import type { TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";

const SOURCE = /(^|\/)[^/]*(?:test|check|spec)[^/]*(?:\/[^/]+)*\.(?:c|cc|cpp|cxx)$/i;
const ELSEWHERE = /(^|\/)(?:third[-_]?party|vendor|external|extern|deps|submodules|_deps)\//i;
const CAPS = { sources: 500, texts: 50 };

/** `files`: the names of the build system's files. `registers`: what one says where it makes a test. `enters`: a folder it goes on in. */
export type System = { files: RegExp; registers: RegExp; enters: RegExp };

export const CMAKE: System = {
  files: /(^|\/)CMakeLists\.txt$/,
  registers: /\b(?:add_test|\w+_discover_tests|\w*add_\w*test\w*)\s*\(/i,
  enters: /\b(?:add_subdirectory|subdirs)\s*\(\s*"?([\w./-]+)/gi,
};
export const MESON: System = {
  files: /(^|\/)meson\.build$/,
  registers: /\btest\s*\(/,
  enters: /\bsubdir\s*\(\s*'([\w./-]+)'/g,
};
export const MAKE: System = {
  files: /(^|\/)(?:GNUmakefile|[Mm]akefile)$/,
  registers: /\S/,
  enters: /(?:-C|\bcd|^\s*\w+\s*:?=)\s+([\w./-]+)/gm,
};

type Text = { path: string; text: string };

/** The test files that this build system names, each by its name without its ending or by a pattern for its folder. */
export async function registered(tree: TreeView, system: System): Promise<number> {
  const sources = tree.paths
    .filter((path) => SOURCE.test(path) && !ELSEWHERE.test(path))
    .slice(0, CAPS.sources);
  const texts = await reached(tree, system);
  if (!texts.some(({ text }) => system.registers.test(text))) return 0;
  return sources.filter((source) => texts.some((file) => names(file, source))).length;
}

/** The file in the root and those in the folders that it leads to. */
async function reached(tree: TreeView, { files, enters }: System): Promise<Text[]> {
  const found: Text[] = [];
  const folders = [""];
  for (const folder of folders) {
    const inside = tree.paths.filter((path) => files.test(path) && folderOf(path) === folder);
    if (inside.length === 0 || ELSEWHERE.test(folder)) continue;
    const text = await textOf(tree, inside);
    found.push({ path: inside[0] ?? "", text });
    for (const [, name = ""] of text.matchAll(enters)) {
      const inner = `${folder}${name.replace(/^\.\//, "").replace(/\/$/, "")}/`;
      if (!folders.includes(inner) && folders.length < CAPS.texts) folders.push(inner);
    }
  }
  return found;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function names({ path, text }: Text, source: string): boolean {
  const [, folder = "", stem = ""] = /^(.*\/)?([^/]+)\.\w+$/.exec(source) ?? [];
  if (isWord(text, stem)) return true;
  const from = folderOf(path);
  if (!folder.startsWith(from)) return false;
  return new RegExp(`(?:^|[\\s("/}])${RegExp.escape(folder.slice(from.length))}\\*\\.c`, "m").test(text);
}

function isWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`).test(text);
}
