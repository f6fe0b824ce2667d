// What paths say in Rust.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  code: /\.rs$/i,
  protected: [".cargo/", "Cargo.lock"],
  testSettings: /(^|\/)nextest\.toml$/,
  lintSettings: /(^|\/)\.?(clippy|rustfmt)\.toml$/,
};
