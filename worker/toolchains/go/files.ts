// What paths say in Go.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  protected: ["go.sum"],
};
