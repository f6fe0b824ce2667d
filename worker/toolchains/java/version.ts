// The version of Java that a repository asks for.
import type { Program } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { firstOf, textOf } from "../tree.ts";
import { askedVersion, asking } from "../versions.ts";

const sameMajor = (version: string) => {
  const found = /^(?:1\.)?(\d+)/.exec(version.replace(/^[a-z]+-/i, ""))?.[1];
  return found === undefined ? null : `^${found}`;
};

export const program: Program = {
  program: "Java",
  show: "java --version",
  files: [".java-version"],
  tools: ["java"],
  action: { uses: /^actions\/setup-java@/i, input: "java-version" },
  image(version, from) {
    const release = version.replace(/^1\./, "").split(".")[0] ?? version;
    return /gradle/.test(from) ? `gradle:jdk${release}` : `maven:3-eclipse-temurin-${release}`;
  },
  rangeOf: sameMajor,
};

/** A compiler makes classes of older releases, too; a toolchain of Gradle has to be that very release. */
export async function javaVersion(tree: TreeView): Promise<AskedVersion[]> {
  const pom = await textOf(tree, ["pom.xml"]);
  const release =
    /<(?:maven\.compiler\.(?:release|source|target)|java\.version|release)>\s*((?:1\.)?\d+)\s*</.exec(
      pom,
    )?.[1];
  const build = firstOf(tree, ["build.gradle", "build.gradle.kts"]) ?? "build.gradle";
  const toolchain = /JavaLanguageVersion\.of\(\s*"?(\d+)"?\s*\)|\bjvmToolchain\(\s*(\d+)\s*\)/.exec(
    await textOf(tree, [build]),
  );
  const atLeast = (version: string) => `>=${version.replace(/^1\./, "")}`;
  return askedVersion(tree, program, [
    asking("pom.xml", release, atLeast),
    asking(build, toolchain?.[1] ?? toolchain?.[2], (version) => `^${version}`),
  ]);
}
