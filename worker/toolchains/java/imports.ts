// What code in Java brings from other files.
import type { Imports } from "../by-syntax.ts";
import { textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.java$/,
  at: ({ node }, text) => {
    if (node.type !== "import_declaration") return [];
    const said = textOf(node, text);
    const module = said.replace(/^import\s+(?:static\s+)?|[\s;]+$|\.\*/g, "");
    return [{ module, said, names: [module.split(".").at(-1) ?? module], isOfTests: false }];
  },
  paths: (module) => {
    const parts = module.split(".");
    return [parts, parts.slice(0, -1)].map((each) => `${each.join("/")}.java`);
  },
};
