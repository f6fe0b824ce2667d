// How many of a tree's test files a build system names: where two stand side by side, one of them may only build a demo.
import type { TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";

const SOURCE = /(^|\/)[^/]*(?:test|check|spec)[^/]*(?:\/[^/]+)*\.(?:c|cc|cpp|cxx)$/i;
const ELSEWHERE = /(^|\/)(?:third[-_]?party|vendor|external|extern|deps|submodules|_deps)\//i;
const CAPS = { sources: 500, texts: 50 };

/** `files`: the names of the build system's files, at any depth. `registers`: what it says where it makes a test of a program. */
export type System = { files: RegExp; registers: RegExp };

export const CMAKE: System = {
  files: /(^|\/)(?:CMakeLists\.txt|[^/]+\.cmake)$/,
  registers: /\b(?:add_test|\w+_discover_tests|\w*add_\w*test\w*)\s*\(/i,
};
export const MESON: System = { files: /(^|\/)meson\.build$/, registers: /\btest\s*\(/ };
export const MAKE: System = {
  files: /(^|\/)(?:GNUmakefile|[Mm]akefile(?:\.\w+)?|[\w-]+\.mk)$/,
  registers: /\S/,
};

/** The test files that this build system names, each by its name without its ending or by a pattern for its folder. */
export async function registered(tree: TreeView, { files, registers }: System): Promise<number> {
  const paths = tree.paths.filter((path) => !ELSEWHERE.test(path));
  const sources = paths.filter((path) => SOURCE.test(path)).slice(0, CAPS.sources);
  const own = paths.filter((path) => files.test(path)).slice(0, CAPS.texts);
  const texts = await Promise.all(own.map(async (path) => ({ path, text: await textOf(tree, [path]) })));
  if (!texts.some(({ text }) => registers.test(text))) return 0;
  return sources.filter((source) => texts.some((file) => names(file, source))).length;
}

function names({ path, text }: { path: string; text: string }, source: string): boolean {
  const [, folder = "", stem = ""] = /^(.*\/)?([^/]+)\.\w+$/.exec(source) ?? [];
  if (isWord(text, stem)) return true;
  const from = path.slice(0, path.lastIndexOf("/") + 1);
  if (!folder.startsWith(from)) return false;
  return new RegExp(`(?:^|[\\s("/}])${escaped(folder.slice(from.length))}\\*\\.\\w+`, "m").test(text);
}

function isWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
