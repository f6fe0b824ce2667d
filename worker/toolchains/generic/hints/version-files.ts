// Versions of programs that a repository asks for in files which hold nothing else.
import { imageWith, type Program } from "../../program.ts";
import type { TreeView } from "../../toolchain.ts";
import { has, textOf } from "../../tree.ts";
import type { Found } from "./found.ts";

const TOOL_VERSIONS = ".tool-versions";

export async function inVersionFiles(tree: TreeView, programs: readonly Program[]): Promise<Found[]> {
  const alone = programs.flatMap((program) =>
    program.files.map(async (path) => {
      const [first] = await linesOf(tree, path);
      return first === undefined ? [] : [asking(program, first, path)];
    }),
  );
  const listed = (await linesOf(tree, TOOL_VERSIONS)).flatMap((line) => {
    const [tool = "", version] = line.split(/\s+/);
    const program = programs.find(({ tools }) => tools.includes(tool));
    return version === undefined || program === undefined ? [] : [asking(program, version, TOOL_VERSIONS)];
  });
  return [...(await Promise.all(alone)).flat(), ...listed];
}

const MAX_CHARACTERS = 60;

export function asking(program: Program, text: string, path: string): Found {
  const asked = text.slice(0, MAX_CHARACTERS);
  const image = imageWith(program, { asked, from: path });
  return { kind: "version", program: program.program, asked, image, from: { path, place: null } };
}

async function linesOf(tree: TreeView, path: string): Promise<string[]> {
  if (!has(tree, path)) return [];
  const lines = (await textOf(tree, [path])).split("\n").map((line) => line.replace(/#.*/, "").trim());
  return lines.filter((line) => line !== "");
}
