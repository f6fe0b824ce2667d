// What Rust leaves out of a build: items and files under `cfg`, and files that no module names.
import { z } from "zod";
import type { Builds } from "../language.ts";
import { tomlIn } from "../toml.ts";
import type { TreeView } from "../toolchain.ts";
import { has, textOf } from "../tree.ts";

export const builds: Builds = {
  // Where `cfg` leaves it out, it is read and not expanded.
  divided: { by: /^\s*#!?\[cfg\(/, error: 'compile_error!("issuewright");' },
  under: async ({ path, text, line }, tree) => {
    const condition = conditionAt(text.split("\n"), line) ?? (await conditionOfModule(path, tree));
    if (condition === null) return null;
    const feature = /\bfeature\s*=\s*"(?<name>[\w-]+)"/.exec(condition)?.groups?.name;
    const folder = crateOf(path, tree);
    const isKnown =
      feature !== undefined && folder !== null && (await features(folder, tree)).includes(feature);
    const where = folder === "" ? "" : ` --manifest-path ${folder}Cargo.toml`;
    return { condition, command: isKnown ? `cargo test${where} --features ${feature}` : null };
  },
};

const CFG = /^(?<indent>\s*)#(?<inner>!?)\[cfg\((?<said>.+)\)\]/;

/** The nearest `cfg` whose item the line is in, or the file's own. */
function conditionAt(lines: string[], line: number): string | null {
  for (let at = Math.min(line, lines.length) - 1; at >= 0; at--) {
    const found = CFG.exec(lines[at] ?? "")?.groups;
    if (found === undefined) continue;
    const indent = (found.indent ?? "").length;
    if (found.inner === "!" || !endedBetween(lines.slice(at + 1, line - 1), indent))
      return `#${found.inner}[cfg(${found.said})]`;
  }
  return null;
}

/** Behind its first line, an item ends where a line begins with a brace and is no deeper than its attribute. */
function endedBetween(lines: string[], indent: number): boolean {
  return lines.some((line) => /^\s*[})\]]/.test(line) && line.search(/\S/) <= indent);
}

/** The module of a file may itself stand under `cfg`, in the file that names it. */
async function conditionOfModule(path: string, tree: TreeView): Promise<string | null> {
  const [, folder = "", name = ""] = /^(.*\/)?([^/]+?)(?:\/mod)?\.rs$/.exec(path) ?? [];
  const parents = [`${folder}lib.rs`, `${folder}main.rs`, `${folder}mod.rs`, `${folder.slice(0, -1)}.rs`];
  const lines = (await textOf(tree, parents)).split("\n");
  const at = lines.findIndex((line) => new RegExp(`^\\s*(?:pub(?:\\([^)]*\\))? )?mod ${name};`).test(line));
  const said = at < 1 ? undefined : CFG.exec(lines[at - 1] ?? "")?.groups?.said;
  return said === undefined ? null : `#[cfg(${said})]`;
}

/** The folder of the crate that a file is in, with its slash; null where there is none. */
function crateOf(path: string, tree: TreeView): string | null {
  const parts = path.split("/").slice(0, -1);
  const folders = [...parts.keys(), parts.length].map((n) =>
    parts
      .slice(0, n)
      .map((part) => `${part}/`)
      .join(""),
  );
  return folders.findLast((folder) => has(tree, `${folder}Cargo.toml`)) ?? null;
}

const Manifest = z.object({ features: z.record(z.string(), z.unknown()).default({}) });

async function features(folder: string, tree: TreeView): Promise<string[]> {
  const read = Manifest.safeParse(tomlIn(await textOf(tree, [`${folder}Cargo.toml`])));
  return Object.keys(read.data?.features ?? {});
}
