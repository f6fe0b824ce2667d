// What code in C and C++ includes. A header stands for the file of its name.
import { posix } from "node:path";
import type { Imports } from "../by-syntax.ts";
import { childOf, textOf } from "../syntax-node.ts";
import { files } from "./files.ts";

const ENDINGS = [".c", ".cc", ".cpp", ".cxx"];

export const imports: Imports = {
  files: files.code,
  at: ({ node }, text) => {
    const path = node.type === "preproc_include" ? childOf(node, "path") : null;
    if (path === null) return [];
    const module = textOf(path, text).slice(1, -1);
    return [{ module, said: textOf(node, text).trim(), names: [], isOfTests: false }];
  },
  paths: (module, from) => {
    const bare = module.replace(/\.[^./]+$/, "");
    const own = posix.join("/", posix.dirname(from), bare);
    const all = [module, ...ENDINGS.map((end) => bare + end)];
    return [posix.join("/", posix.dirname(from), module), ...ENDINGS.map((end) => own + end), ...all];
  },
};
