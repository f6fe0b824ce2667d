// JUnit 4 and 5 by Maven, Gradle and JUnit's own console, from distribution packages.
import { running, type Trial } from "./trial.ts";

const JAVA = {
  "src/main/java/com/example/Adding.java":
    "package com.example;\n\npublic class Adding {\n    public static int add(int a, int b) {\n        return a + b;\n    }\n}\n",
};
const IN_JAVA = { file: "src/main/java/com/example/Adding.java", from: "a + b", to: "a - b" };
const JAVA_TEST = { file: "src/test/java/com/example/AddingTest.java", name: "addsNumbers" };
const JUNIT_4 = `package com.example;

import static org.junit.Assert.assertEquals;
import org.junit.Test;

public class AddingTest {
    @Test
    public void addsNumbers() {
        assertEquals(3, Adding.add(1, 2));
    }
}
`;
const JUNIT_5 = JUNIT_4.replace("org.junit.Assert.", "org.junit.jupiter.api.Assertions.").replace(
  "org.junit.Test",
  "org.junit.jupiter.api.Test",
);
const NONE = { checks: null, packages: null };

export const java: Trial[] = [
  {
    ...{ runner: "JUnit by Maven", ...NONE, test: JAVA_TEST, fault: IN_JAVA },
    files: {
      ...JAVA,
      [JAVA_TEST.file]: JUNIT_4,
      "pom.xml": pom("junit", "junit", "4.x"),
    },
  },
  {
    ...{ runner: "JUnit by Maven", by: "mvn with JUnit 5", ...NONE, test: JAVA_TEST, fault: IN_JAVA },
    files: {
      ...JAVA,
      [JAVA_TEST.file]: JUNIT_5,
      "pom.xml": pom("org.junit.jupiter", "junit-jupiter", "5.10.2"),
    },
  },
  {
    ...{ runner: "JUnit by Gradle", test: JAVA_TEST, fault: IN_JAVA },
    packages: { image: "java", names: ["gradle", "junit4", "libhamcrest-java"] },
    checks: running("gradle --offline test"),
    files: {
      ...JAVA,
      [JAVA_TEST.file]: JUNIT_4,
      "build.gradle": `apply plugin: "java"
dependencies { testCompile files("/usr/share/java/junit4.jar", "/usr/share/java/hamcrest-core.jar") }
`,
      "settings.gradle": 'rootProject.name = "adding"\n',
    },
  },
  {
    ...{ runner: "JUnit's console", test: JAVA_TEST, fault: IN_JAVA },
    packages: { image: "java", names: ["junit5"] },
    checks: running(
      'CP="/tmp/classes:$(ls /usr/share/java/junit-*.jar /usr/share/java/opentest4j.jar /usr/share/java/apiguardian-api.jar /usr/share/java/picocli.jar /usr/share/java/univocity-parsers.jar | paste -sd:)"; mkdir -p /tmp/classes && javac -cp "$CP" -d /tmp/classes $(find src -name "*.java") && java -cp "$CP" org.junit.platform.console.ConsoleLauncher --scan-classpath /tmp/classes',
    ),
    files: {
      ...JAVA,
      "build.gradle": "",
      [JAVA_TEST.file]: JUNIT_5,
    },
  },
];

function pom(group: string, artifact: string, version: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>adding</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>${group}</groupId>
      <artifactId>${artifact}</artifactId>
      <version>${version}</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
`;
}
