// The version of PHP that a repository asks for.
import { z } from "zod";
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { manifest } from "../tree.ts";
import { askedVersion, asking, sameMinor } from "../versions.ts";

export const program: Program = {
  program: "PHP",
  show: "php --version",
  files: [".php-version"],
  tools: ["php"],
  action: { uses: /^shivammathur\/setup-php@/i, input: "php-version" },
  image: (version) => `php:${tagged(version, 2)}-cli`,
  rangeOf: sameMinor,
};

const Requires = z.object({ require: z.object({ php: z.string().optional() }).optional() });

export async function phpVersion(tree: TreeView): Promise<AskedVersion[]> {
  const composer = await manifest(tree, "composer.json", Requires);
  return askedVersion(tree, program, [asking("composer.json", composer?.require?.php, rangeOf)]);
}

/** Of Composer's syntax, one bar and a comma are not npm's, and `~8.1` allows any 8 from there on. */
function rangeOf(asked: string): string {
  return asked
    .replace(/\s*\|\|?\s*/g, " || ")
    .replaceAll(",", " ")
    .replace(/~(\d+\.\d+)(?![.\d])/g, "^$1");
}
