// The version of Ruby that a repository asks for.
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";
import { askedVersion, asking, sameMinor } from "../versions.ts";

export const program: Program = {
  program: "Ruby",
  show: "ruby --version",
  files: [".ruby-version"],
  tools: ["ruby"],
  action: { uses: /^ruby\/setup-ruby@/i, input: "ruby-version" },
  image: (version) => `ruby:${tagged(version, 2)}`,
  rangeOf: (version) => sameMinor(version.replace(/^ruby-/, "")),
};

export async function rubyVersion(tree: TreeView): Promise<AskedVersion[]> {
  const gemfile = await textOf(tree, ["Gemfile"]);
  const asked = /^ruby\s+["']([^"'\n]+)["']/m.exec(gemfile)?.[1];
  return askedVersion(tree, program, [asking("Gemfile", asked, rangeOf)]);
}

/** `~> 3.1` allows any 3 from 3.1 on, `~> 3.1.2` any 3.1 from there on. */
function rangeOf(asked: string): string {
  const loose = /^~>\s*(\d+\.\d+)$/.exec(asked)?.[1];
  if (loose !== undefined) return `^${loose}`;
  return asked.startsWith("~>")
    ? asked.replace("~>", "~")
    : /^\d/.test(asked)
      ? (sameMinor(asked) ?? asked)
      : asked;
}
