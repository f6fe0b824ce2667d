// The version of Rust that a repository asks for.
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";
import { askedVersion, asking, sameMinor } from "../versions.ts";

export const program: Program = {
  program: "Rust",
  show: "rustc --version",
  files: ["rust-toolchain"],
  tools: ["rust"],
  action: { uses: /^(?:dtolnay|actions-rust-lang|actions-rs)\/[\w-]*toolchain@/i, input: "toolchain" },
  image: (version) => `rust:${tagged(version, 2)}`,
  rangeOf: sameMinor,
};

/** `manifest`: the text of the root's Cargo.toml. A named channel that moves (`stable`) asks for no version. */
export async function rustVersion(tree: TreeView, manifest: string): Promise<AskedVersion[]> {
  const channels = ["rust-toolchain.toml", "rust-toolchain"].map(async (from) => {
    const channel = /^channel\s*=\s*["']([\d.]+)["']/m.exec(await textOf(tree, [from]))?.[1];
    return asking(from, channel, (version) => sameMinor(version) ?? version);
  });
  const least = /^rust-version\s*=\s*["']([\d.]+)["']/m.exec(manifest)?.[1];
  return askedVersion(tree, program, [
    ...(await Promise.all(channels)),
    asking("Cargo.toml", least, (version) => `>=${version}`),
  ]);
}
