// What paths say in Java, Kotlin and Scala.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.(?:java|kt|scala)$/i,
  tests: [/[a-z0-9](Test|Tests|IT|Spec)\.(java|kt|scala)$/],
  protected: [".mvn/"],
  testSettings: /(^|\/)(build\.gradle(\.kts)?|pom\.xml|testng\.xml)$/,
  lintSettings: /(^|\/)checkstyle\.xml$/,
};
