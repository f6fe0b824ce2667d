// What C and C++ leave out of a build: lines under a condition of the preprocessor, and files that nothing compiles.
import type { Builds } from "../language.ts";
import type { TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";

export const builds: Builds = {
  divided: { by: /^\s*#\s*(?:if|ifdef|ifndef|elif|else|endif)\b/, error: "#error issuewright" },
  under: async ({ text, line }, tree) => {
    const condition = conditionAt(text.split("\n").slice(0, line));
    if (condition === null) return null;
    return { condition, command: await commandFor(namesIn(condition), tree) };
  },
};

/** What has to be defined for it; none where something must not be. */
function namesIn(condition: string): string[] {
  if (/^#\s*(?:ifndef|else)\b|!/.test(condition)) return [];
  const words = condition.match(/[A-Za-z_]\w*/g) ?? [];
  return words.filter((word) => !/^(?:if|ifdef|elif|defined|of)$/.test(word));
}

/** The innermost condition that is still open. The guard of a header is none. */
function conditionAt(lines: string[]): string | null {
  const open: string[] = [];
  for (const [at, line] of lines.entries()) {
    const word = /^\s*#\s*(?<word>if|ifdef|ifndef|elif|else|endif)\b/.exec(line)?.groups?.word;
    if (word === undefined) continue;
    if (word === "endif") open.pop();
    else if (word === "else" || word === "elif") open.push(`${line.trim()} of ${open.pop() ?? "#if"}`);
    else open.push(isGuard(line, lines[at + 1] ?? "") ? "" : line.trim());
  }
  return open.findLast((condition) => condition !== "") ?? null;
}

function isGuard(line: string, next: string): boolean {
  const name = /#\s*ifndef\s+(\w+)/.exec(line)?.[1];
  return name !== undefined && new RegExp(`#\\s*define\\s+${name}\\b`).test(next);
}

/** A target that defines one of the names, or an option of CMake. */
async function commandFor(names: string[], tree: TreeView): Promise<string | null> {
  let target: string | null = null;
  for (const line of (await textOf(tree, ["GNUmakefile", "makefile", "Makefile"])).split("\n")) {
    target = /^([\w./-]+)[^=:]*:(?![:=])/.exec(line)?.[1] ?? (/^\s/.test(line) ? target : null);
    if (target !== null && names.some((name) => line.includes(`-D${name}`))) return `make ${target}`;
  }
  const cmake = await textOf(tree, ["CMakeLists.txt"]);
  const option = names.find((name) => new RegExp(`\\boption\\(\\s*${name}\\b`).test(cmake));
  return option === undefined ? null : `cmake -S . -B build -D${option}=ON`;
}
