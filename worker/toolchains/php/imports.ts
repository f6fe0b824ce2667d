// What code in PHP brings from other files: classes by their names, and files by their paths.
import { posix } from "node:path";
import type { Imports } from "../by-syntax.ts";
import { nodesOf, quoted, textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.php$/,
  at: ({ node }, text) => {
    const said = textOf(node, text);
    if (node.type === "namespace_use_clause") {
      const [, module = "", as] = /^([\w\\]+)(?:\s+as\s+(\w+))?/.exec(said) ?? [];
      return [
        {
          module,
          said: `use ${module};`,
          names: [as ?? module.split("\\").at(-1) ?? module],
          isOfTests: false,
        },
      ];
    }
    if (!/^(?:require|include)(?:_once)?_expression$/.test(node.type)) return [];
    const file = [...nodesOf(node)].map((each) => quoted(each.node, text)).find((each) => each !== null);
    return file === undefined || file === null
      ? []
      : [{ module: `./${file.replace(/^\//, "")}`, said, names: [], isOfTests: false }];
  },
  paths: (module, from) => {
    if (module.startsWith("./")) return [posix.join("/", posix.dirname(from), module)];
    const parts = module.split("\\");
    return parts.map((_, at) => `${parts.slice(at).join("/")}.php`);
  },
};
