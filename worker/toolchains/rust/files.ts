// What paths say in Rust.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  protected: [".cargo/", "Cargo.lock"],
};
