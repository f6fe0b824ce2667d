// Rust: cargo, offline after the crates were fetched; clippy where the repository configures it.
import { buildCheck, firstOf, has, lintCheck, read, testCheck, textOf } from "./recognition.ts";
import type { Toolchain } from "./toolchain.ts";

export const rust: Toolchain = {
  name: "rust",
  recognise: async (tree) => {
    if (!has(tree, "Cargo.toml")) return null;
    const manifest = await textOf(tree, ["Cargo.toml"]);
    const lock = has(tree, "Cargo.lock") ? await textOf(tree, ["Cargo.lock"]) : null;
    const needs = lock === null ? /dependencies[.\]]/.test(manifest) : /^source = /m.test(lock);
    const lints = firstOf(tree, ["clippy.toml", ".clippy.toml"]) !== null || /lints\.clippy\]/.test(manifest);
    return {
      toolchain: "rust",
      image: "rust",
      setup: needs ? [`cargo fetch${lock === null ? "" : " --locked"}`] : [],
      setupReads: /(^|\/)(Cargo\.(toml|lock)|rust-toolchain(\.toml)?|\.cargo\/config(\.toml)?)$/,
      checks: [
        buildCheck("cargo check --workspace --all-targets --offline"),
        ...(lints
          ? [lintCheck("lint", "cargo clippy --workspace --all-targets --offline -- --deny warnings")]
          : []),
        testCheck("cargo test --workspace --offline --no-fail-fast"),
      ],
      registries: [],
      // Cargo tells nobody where it goes; the rules do.
      askRegistries: null,
      read,
    };
  },
};
