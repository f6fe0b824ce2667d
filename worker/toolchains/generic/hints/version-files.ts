// Versions of programs that a repository asks for in files which hold nothing else.
import type { TreeView } from "../../toolchain.ts";
import { has, textOf } from "../../tree.ts";
import type { Found } from "./found.ts";

const ALONE: Readonly<Record<string, string>> = {
  ".nvmrc": "Node",
  ".node-version": "Node",
  ".python-version": "Python",
  ".ruby-version": "Ruby",
  ".go-version": "Go",
  ".java-version": "Java",
  "rust-toolchain": "Rust",
};

const TOOL_VERSIONS = ".tool-versions";
const TOOLS: Readonly<Record<string, string>> = {
  nodejs: "Node",
  node: "Node",
  python: "Python",
  golang: "Go",
  go: "Go",
  ruby: "Ruby",
  rust: "Rust",
  php: "PHP",
  java: "Java",
};

export async function inVersionFiles(tree: TreeView): Promise<Found[]> {
  const alone = Object.entries(ALONE).map(async ([path, program]) => {
    const [first] = await linesOf(tree, path);
    return first === undefined ? [] : [asking(program, first, path)];
  });
  const listed = (await linesOf(tree, TOOL_VERSIONS)).flatMap((line) => {
    const [tool = "", version] = line.split(/\s+/);
    return version === undefined
      ? []
      : [asking(Object.hasOwn(TOOLS, tool) ? (TOOLS[tool] ?? tool) : tool, version, TOOL_VERSIONS)];
  });
  return [...(await Promise.all(alone)).flat(), ...listed];
}

const MAX_CHARACTERS = 60;

function asking(program: string, asked: string, path: string): Found {
  const [name, version] = [program.slice(0, MAX_CHARACTERS), asked.slice(0, MAX_CHARACTERS)];
  return { kind: "version", program: name, asked: version, from: { path, place: null } };
}

async function linesOf(tree: TreeView, path: string): Promise<string[]> {
  if (!has(tree, path)) return [];
  const lines = (await textOf(tree, [path])).split("\n").map((line) => line.replace(/#.*/, "").trim());
  return lines.filter((line) => line !== "");
}
