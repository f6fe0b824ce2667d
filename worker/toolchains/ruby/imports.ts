// What code in Ruby brings from other files.
import { posix } from "node:path";
import type { Imports } from "../by-syntax.ts";
import { childOf, quoted, textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.(?:rb|rake)$/,
  at: ({ node }, text) => {
    const method = node.type === "call" ? childOf(node, "method") : null;
    const said = method === null ? "" : textOf(method, text);
    if (!/^(?:require|require_relative|load)$/.test(said)) return [];
    const [first] = childOf(node, "arguments")?.children.filter(({ isNamed }) => isNamed) ?? [];
    const name = first === undefined ? null : quoted(first, text);
    if (name === null) return [];
    const module = said === "require_relative" ? `./${name}` : name;
    return [{ module, said: textOf(node, text), names: [], isOfTests: false }];
  },
  paths: (module, from) => {
    const file = module.endsWith(".rb") ? module : `${module}.rb`;
    return module.startsWith("./") ? [posix.join("/", posix.dirname(from), file)] : [`lib/${file}`, file];
  },
};
