// What paths say in Java, Kotlin and Scala.
import type { Files } from "../language.ts";

export const files: Files = {
  shadows:
    /(^|\/)src\/\w+\/(?:java|kotlin)\/(?:java|javax|kotlin|org\/junit|org\/opentest4j|org\/assertj|org\/hamcrest|junit\/framework)\/(?:.*\/)?\w+\.(?:java|kt)$|(^|\/)META-INF\/services\/org\.junit\./,
  code: /\.(?:java|kt|scala)$/i,
  tests: [/[a-z0-9](Test|Tests|IT|Spec)\.(java|kt|scala)$/],
  protected: [
    ...[
      ".mvn/",
      ".m2/",
      "mvnw",
      "mvnw.cmd",
      "gradlew",
      "gradlew.bat",
      "gradle/wrapper/",
      "gradle.properties",
    ],
    ...[
      "gradle.lockfile",
      "*.lockfile",
      "gradle/verification-metadata.xml",
      "init.gradle",
      "init.gradle.kts",
    ],
    ...[".sbtopts", ".jvmopts", "project/build.properties"],
  ],
  testSettings:
    /(^|\/)(build\.gradle(\.kts)?|pom\.xml|testng\.xml|junit-platform\.properties|mockito-extensions\/.+)$/,
  lintSettings: /(^|\/)checkstyle\.xml$/,
};
