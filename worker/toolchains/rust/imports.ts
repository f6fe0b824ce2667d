// What code in Rust brings from other files: modules that it declares, and paths from the root of the crate.
import { posix } from "node:path";
import type { Imports } from "../by-syntax.ts";
import { childOf, textOf } from "../syntax-node.ts";

export const imports: Imports = {
  files: /\.rs$/,
  at: ({ node, around }, text) => {
    const said = textOf(node, text);
    if (node.type === "mod_item" && childOf(node, "body") === null) {
      const name = childOf(node, "name");
      const before = around.at(-1)?.children.filter(({ to }) => to <= node.from) ?? [];
      const attributes = before.slice(before.findLastIndex(({ type }) => type !== "attribute_item") + 1);
      const isOfTests = attributes.some((each) => /cfg\s*\(\s*test\s*\)/.test(textOf(each, text)));
      return name === null
        ? []
        : [{ module: `self::${textOf(name, text)}`, said, names: [textOf(name, text)], isOfTests }];
    }
    if (node.type !== "use_declaration") return [];
    const argument = childOf(node, "argument");
    const path = argument === null ? "" : textOf(argument, text).replace(/::\{[\s\S]*$|\s+as\s+\w+$/, "");
    return path === ""
      ? []
      : [{ module: path, said, names: [path.split("::").at(-1) ?? path], isOfTests: false }];
  },
  paths: (module, from) => {
    const parts = module.split("::");
    if (parts[0] === "self") {
      const folder = /(?:^|\/)(?:lib|main|mod)\.rs$/.test(from)
        ? posix.dirname(from)
        : from.replace(/\.rs$/, "");
      const at = posix.join("/", folder, parts[1] ?? "");
      return [`${at}.rs`, `${at}/mod.rs`, posix.join("/", posix.dirname(from), `${parts[1]}.rs`)];
    }
    const path = parts.slice(1);
    return path.flatMap((_, at) => {
      const stem = path.slice(0, path.length - at).join("/");
      return [`src/${stem}.rs`, `src/${stem}/mod.rs`];
    });
  },
};
