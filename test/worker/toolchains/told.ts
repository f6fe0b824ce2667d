// Small trees for tests, and what a person would want to know of the project found in one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NO_RULES, type Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import type { Project, TreeView } from "../../../worker/toolchains/toolchain.ts";

const fixtures = new URL("../../fixtures/repositories/", import.meta.url).pathname;

export function aTree(files: Record<string, string>): TreeView {
  const contentId = (path: string) => files[path] ?? null;
  const readAll: TreeView["readAll"] = async (paths, { fileBytes, allBytes }) => {
    const texts = new Map<string, string>();
    let room = allBytes;
    for (const path of paths) {
      const text = files[path];
      if (text === undefined || text.length > fileBytes) continue;
      room -= text.length;
      if (room < 0) break;
      texts.set(path, text);
    }
    return texts;
  };
  return { paths: Object.keys(files), read: async (path) => files[path] ?? null, readAll, contentId };
}

export function fixture(name: string): TreeView {
  const folder = join(fixtures, name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]);
  return aTree(Object.fromEntries(texts));
}

export function told(project: Project | null) {
  if (project === null) return null;
  const { toolchain, image, setup } = project;
  const checks = project.checks.map(({ name, command, kind }) => [name, `${kind}: ${command}`]);
  return { toolchain, image, setup, checks: Object.fromEntries(checks) };
}

export async function recognised(tree: TreeView, rules: Rules = NO_RULES) {
  return told(await recognise(tree, rules));
}
