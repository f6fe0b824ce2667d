// What paths say in Rust.
import type { Files } from "../language.ts";

export const files: Files = {
  shadows: /(^|\/)\.cargo\/config(?:\.toml)?$|(^|\/)rust-toolchain(?:\.toml)?$/,
  code: /\.rs$/i,
  notTests: [/(^|\/)src\/(?:.*\/)?(?:specs?|testing)(?:\.rs|\/(?!(?:.*\/)?tests?(?:\.rs$|\/)).*\.rs)$/],
  standsForFolder: /(^|\/)(mod|lib)\.rs$/,
  offers: /^Cargo\.toml$/,
  protected: [
    ".cargo/",
    ".config/nextest.toml",
    "nextest.toml",
    "Cargo.lock",
    "rust-toolchain",
    "rust-toolchain.toml",
    "build.rs",
  ],
  testSettings: /(^|\/)nextest\.toml$/,
  lintSettings: /(^|\/)\.?(clippy|rustfmt)\.toml$/,
};
