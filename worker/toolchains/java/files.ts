// What paths say in Java, Kotlin and Scala.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  tests: /[a-z0-9](Test|Tests|IT|Spec)\.(java|kt|scala)$/,
  protected: [".mvn/"],
};
