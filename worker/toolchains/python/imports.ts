// What code in Python brings from other files, however it is written.
import { posix } from "node:path";
import type { Imported, Imports } from "../by-syntax.ts";
import { childOf, quoted, type SyntaxNode, textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.py$/,
  at: ({ node }, text) => {
    const said = textOf(node, text);
    const named = node.children.filter(({ field }) => field === "name").map((each) => nameOf(each, text));
    if (node.type === "import_statement")
      return named.map(({ module, as }) => ({
        module,
        said,
        names: [as.split(".")[0] ?? as],
        isOfTests: false,
      }));
    if (node.type === "import_from_statement") {
      const from = childOf(node, "module_name");
      const module = from === null ? "" : textOf(from, text);
      const inside = named.map((each): Imported => {
        const dot = module.endsWith(".") ? "" : ".";
        return { module: `${module}${dot}${each.module}`, said, names: [each.as], isOfTests: false };
      });
      return [{ module, said, names: named.map(({ as }) => as), isOfTests: false }, ...inside];
    }
    const called = node.type === "call" ? childOf(node, "function") : null;
    if (called === null || !/(?:^|\.)(?:import_module|__import__)$/.test(textOf(called, text))) return [];
    const [first] = childOf(node, "arguments")?.children.filter(({ isNamed }) => isNamed) ?? [];
    const module = first === undefined ? null : quoted(first, text);
    return module === null ? [] : [{ module, said, names: [], isOfTests: false }];
  },
  paths: (module, from) => {
    const [, dots = "", name = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
    const path = name.replaceAll(".", "/");
    if (dots === "") return path === "" ? [] : [`${path}.py`, `${path}/__init__.py`];
    const folder = posix.join(posix.dirname(from), ...Array.from({ length: dots.length - 1 }, () => ".."));
    const at = posix.join("/", folder, path);
    return [...(path === "" ? [] : [`${at}.py`]), posix.join(at, "__init__.py")];
  },
};

function nameOf(node: SyntaxNode, text: string): { module: string; as: string } {
  const [name, alias] = [childOf(node, "name"), childOf(node, "alias")];
  const module = textOf(name ?? node, text);
  return { module, as: alias === null ? module : textOf(alias, text) };
}
