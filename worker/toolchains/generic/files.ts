// What paths say in languages without a toolchain of their own.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  tests: /[a-z0-9](Test|Tests|IT|Spec)\.cs$/,
};
