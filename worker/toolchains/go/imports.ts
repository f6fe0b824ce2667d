// What code in Go brings from other folders. The files of a package know each other without a word.
import type { Imports } from "../by-syntax.ts";
import { childOf, quoted, textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.go$/,
  at: ({ node }, text) => {
    const path = node.type === "import_spec" ? childOf(node, "path") : null;
    const module = path === null ? null : quoted(path, text);
    if (module === null) return [];
    const alias = childOf(node, "name");
    const name = alias === null ? (module.split("/").at(-1) ?? module) : textOf(alias, text);
    return [{ module, said: `import "${module}"`, names: [name], isOfTests: false }];
  },
  paths: (module) => {
    const parts = module.split("/");
    return parts.length < 3 ? [] : parts.slice(1).map((_, at) => `${parts.slice(at + 1).join("/")}/*.go`);
  },
};
