// What code in JavaScript and TypeScript brings from other files, however it is written.
import { posix } from "node:path";
import type { Imported, Imports } from "../by-syntax.ts";
import { childOf, nodesOf, type Placed, quoted, type SyntaxNode, textOf } from "../syntax-node.ts";

const ENDINGS = [".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", ".mts", ".cts"];

export const imports: Imports = {
  files: /\.[cm]?[jt]sx?$/,
  at: ({ node, around }, text) => {
    if (node.type === "import_statement" || node.type === "export_statement") {
      const source = childOf(node, "source");
      const module = source === null ? null : quoted(source, text);
      return module === null
        ? []
        : [brought(module, node, text, node.type === "import_statement" ? [node] : [])];
    }
    if (node.type !== "call_expression") return [];
    const called = childOf(node, "function");
    if (called === null || !/^(?:require|import)$/.test(textOf(called, text))) return [];
    const [first] = childOf(node, "arguments")?.children.filter(({ isNamed }) => isNamed) ?? [];
    const module = first === undefined ? null : quoted(first, text);
    const declared = around.findLast(({ type }) => type === "variable_declarator");
    const names = declared === undefined ? [] : declared.children.filter(({ field }) => field === "name");
    return module === null ? [] : [brought(module, node, text, names)];
  },
  paths: (module, from) => {
    const own = /^(?:[@~]?\/|#\/?)(.+)$/.exec(module)?.[1];
    const at = own ?? posix.join(posix.dirname(from), module);
    if (own === undefined && !module.startsWith(".")) return [];
    const bare = at.replace(/\.[cm]?jsx?$/, "");
    const all = [at, ...ENDINGS.map((end) => bare + end), ...ENDINGS.map((end) => `${at}/index${end}`)];
    return own === undefined ? all.map((path) => `/${path}`) : all;
  },
};

/** `within`: where the names stand under which the file knows it. */
function brought(module: string, node: SyntaxNode, text: string, within: readonly SyntaxNode[]): Imported {
  const names = within.flatMap((each) => [...nodesOf(each)]).flatMap((placed) => nameAt(placed, text));
  return { module, said: textOf(node, text), names, isOfTests: false };
}

function nameAt({ node, around }: Placed, text: string): string[] {
  const hasAlias = around.at(-1)?.children.some(({ field }) => field === "alias") ?? false;
  const isName = /^(?:identifier|shorthand_property_identifier_pattern)$/.test(node.type);
  return isName && (node.field !== "name" || !hasAlias || node.field === undefined)
    ? [textOf(node, text)]
    : [];
}
