// What paths say in Rust.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.rs$/i,
  namedByFolder: /(^|\/)(mod|lib|main)\.rs$/,
  protected: [".cargo/", "Cargo.lock"],
  testSettings: /(^|\/)nextest\.toml$/,
  lintSettings: /(^|\/)\.?(clippy|rustfmt)\.toml$/,
};
