// Versions of programs that a repository asks for in files which hold nothing else.
import type { Program } from "../../program.ts";
import type { TreeView } from "../../toolchain.ts";
import { has, textOf } from "../../tree.ts";
import { type Found, versionOf } from "./found.ts";

const TOOL_VERSIONS = ".tool-versions";

export async function inVersionFiles(tree: TreeView, programs: readonly Program[]): Promise<Found[]> {
  const alone = programs.flatMap((program) =>
    program.files.map(async (path) => {
      const [first] = await linesOf(tree, path);
      return first === undefined ? [] : [versionOf(program, first, { path, place: null })];
    }),
  );
  const listed = (await linesOf(tree, TOOL_VERSIONS)).flatMap((line) => {
    const [tool = "", version] = line.split(/\s+/);
    const program = programs.find(({ tools }) => tools.includes(tool));
    return version === undefined || program === undefined
      ? []
      : [versionOf(program, version, { path: TOOL_VERSIONS, place: null })];
  });
  return [...(await Promise.all(alone)).flat(), ...listed];
}

async function linesOf(tree: TreeView, path: string): Promise<string[]> {
  if (!has(tree, path)) return [];
  const lines = (await textOf(tree, [path])).split("\n").map((line) => line.replace(/#.*/, "").trim());
  return lines.filter((line) => line !== "");
}
