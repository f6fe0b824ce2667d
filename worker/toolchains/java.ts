// Java and Kotlin: Maven or Gradle, offline after set-up brought what compiling and testing need.
import { buildCheck, firstOf, has, read, testCheck } from "./recognition.ts";
import type { Project, Toolchain, TreeView } from "./toolchain.ts";

export const java: Toolchain = {
  name: "java",
  recognise: async (tree) => {
    const commands = commandsOf(tree);
    if (commands === null) return null;
    // Maven and Gradle tell nobody where they go; the rules do.
    const asks = { registries: [], askRegistries: null };
    return { toolchain: "java", image: "java", ...commands, setupReads: null, ...asks, read };
  },
};

type Commands = Pick<Project, "setup" | "checks">;

function commandsOf(tree: TreeView): Commands | null {
  if (has(tree, "pom.xml")) return MAVEN;
  if (firstOf(tree, ["build.gradle", "build.gradle.kts"]) === null) return null;
  return gradle(has(tree, "gradlew") ? "sh gradlew" : "gradle");
}

const MAVEN: Commands = {
  // Running no test at all is the one way to make Surefire fetch what it runs tests with.
  setup: ["mvn --batch-mode test -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false"],
  checks: [
    buildCheck("mvn --batch-mode --offline test-compile"),
    testCheck("mvn --batch-mode --offline test"),
  ],
};

function gradle(command: string): Commands {
  return {
    setup: [`${command} --no-daemon testClasses`],
    checks: [
      buildCheck(`${command} --no-daemon --offline testClasses`),
      testCheck(`${command} --no-daemon --offline test`),
    ],
  };
}
