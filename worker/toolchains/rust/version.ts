// The version of Rust that a repository asks for.
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";
import { askedVersion, asking, type Program, sameMinor } from "../versions.ts";

const RUST: Program = {
  program: "Rust",
  show: "rustc --version",
  files: [],
  tool: "rust",
  rangeOf: sameMinor,
};

/** `manifest`: the text of the root's Cargo.toml. A named channel that moves (`stable`) asks for no version. */
export async function rustVersion(tree: TreeView, manifest: string): Promise<AskedVersion[]> {
  const settings = await textOf(tree, ["rust-toolchain.toml"]);
  const channel = /^channel\s*=\s*["']([\d.]+)["']/m.exec(settings)?.[1];
  const alone = /^\s*(\d[\d.]*)\s*$/m.exec(await textOf(tree, ["rust-toolchain"]))?.[1];
  const least = /^rust-version\s*=\s*["']([\d.]+)["']/m.exec(manifest)?.[1];
  return askedVersion(tree, RUST, [
    asking("rust-toolchain.toml", channel, (version) => sameMinor(version) ?? version),
    asking("rust-toolchain", alone, (version) => sameMinor(version) ?? version),
    asking("Cargo.toml", least, (version) => `>=${version}`),
  ]);
}
