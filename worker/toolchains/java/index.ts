// Java and Kotlin: Maven or Gradle, offline after set-up brought what compiling and testing need.
import type { Check } from "../../../src/domain/evidence.ts";
import { buildCheck, lintCheck, testCheck } from "../checks.ts";
import { besideEach, foldersNamed, touchedFolders } from "../packages.ts";
import type { Project, Recognised, Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, has, textOf } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { comments } from "./comments.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { opposites } from "./opposites.ts";
import { withReports } from "./reports.ts";
import { respelling } from "./respelling.ts";
import { runnerOf } from "./runners.ts";
import { javaVersion, program } from "./version.ts";
import { words } from "./words.ts";

export const java: Toolchain = {
  name: "java",
  manifest: /^(?:pom\.xml|(?:build|settings)\.gradle(?:\.kts)?)$/,
  image: "java",
  program,
  prepares:
    /^(?:gradle\/(?:actions\/(?:setup-gradle|wrapper-validation)|wrapper-validation-action)|graalvm\/setup-graalvm|stcarolas\/setup-maven)@/i,
  dependencies,
  files,
  comments,
  words,
  respelling,
  imports,
  asks,
  ordinary,
  opposites,
  gives,
  emptyings,
  grammars,
  forms,
  equality,
  recognise: async (tree) => {
    const commands = has(tree, "pom.xml") ? await maven(tree) : await gradle(tree);
    if (commands === null) return null;
    return {
      image: "java",
      leavings: [...LEAVINGS, ...besideEach(tree, "pom.xml", "target/")],
      testsBuild: true,
      runnerOf,
      versions: await javaVersion(tree),
      coverage: null,
      ...commands,
      setupReads: null,
      askRegistries: CENTRAL,
    };
  },
};

/** Maven and Gradle cannot say where they go. */
const CENTRAL =
  "echo https://repo.maven.apache.org https://repo1.maven.org https://plugins.gradle.org https://services.gradle.org https://downloads.gradle.org";

const LEAVINGS = ["*.class", ".gradle/", ".kotlin/"];

type Commands = Pick<Project, "setup" | "checks" | "narrow"> & Pick<Recognised, "missing" | "packages">;

async function maven(tree: TreeView): Promise<Commands> {
  const mvn = "mvn --batch-mode";
  const checks = (which: string): Check[] => [
    buildCheck(`${mvn} --offline test-compile${which}`),
    testCheck(withReports(`${mvn} --offline test${which}`, "target/surefire-reports")),
  ];
  const listed = [...(await textOf(tree, ["pom.xml"])).matchAll(/<module>\s*([^<\s]+)\s*<\/module>/g)];
  const modules = foldersNamed(
    tree,
    "pom.xml",
    listed.map(([, folder = ""]) => folder),
  );
  return {
    // Surefire fetches its test engine only where some class matches, even if no test of it does.
    setup: [`${mvn} test '-Dtest=*#none' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false`],
    checks: checks(""),
    packages: modules,
    narrow: (touched) => {
      const folders = touchedFolders(modules, touched, /(^|\/)pom\.xml$/);
      return folders === null ? null : checks(` --projects ${folders.join(",")} --also-make`);
    },
  };
}

const RELEASE = /(?:JavaLanguageVersion\.of|jvmToolchain)\(\s*"?(\d+)/;

async function releaseOf(tree: TreeView): Promise<string> {
  return RELEASE.exec(await textOf(tree, BUILDS))?.[1] ?? "21";
}

const BUILDS = ["build.gradle", "build.gradle.kts"];
const SETTINGS = ["settings.gradle", "settings.gradle.kts"];
/** Plugins whose findings `check` reports besides those of the tests. */
const CHECKERS = /\b(?:checkstyle|pmd|spotbugs|spotless|detekt|ktlint|errorprone)\b/;

async function gradle(tree: TreeView): Promise<Commands | null> {
  if (firstOf(tree, [...BUILDS, ...SETTINGS]) === null) return null;
  const wrapped = has(tree, "gradlew");
  const command = `${wrapped ? "sh gradlew" : "gradle"} --no-daemon`;
  const lints = CHECKERS.test(await textOf(tree, BUILDS));
  const checks = (of: (task: string) => string): Check[] => [
    buildCheck(`${command} --offline ${of("testClasses")}`),
    ...(lints ? [lintCheck("lint", `${command} --offline ${of("check")} --exclude-task test`)] : []),
    testCheck(withReports(`${command} --offline ${of("test")} --continue`, "build/test-results")),
  ];
  const included = [...(await textOf(tree, SETTINGS)).matchAll(/["']:?([\w.-]+(?::[\w.-]+)*)["']/g)];
  const patterns = included.map(([, path = ""]) => path.replaceAll(":", "/"));
  const projects = BUILDS.flatMap((name) => foldersNamed(tree, name, patterns));
  return {
    missing: wrapped ? null : { program: "gradle", image: `gradle:jdk${await releaseOf(tree)}` },
    setup: [`${command} testClasses`],
    checks: checks((task) => task),
    narrow: (touched) => {
      const folders = touchedFolders(projects, touched, /\.gradle(\.kts)?$|(^|\/)gradle\.properties$/);
      const paths = folders?.map((folder) => `:${folder.replaceAll("/", ":")}`);
      return paths === undefined ? null : checks((task) => paths.map((path) => `${path}:${task}`).join(" "));
    },
  };
}
