// A test class of ours beside one of the repository, in the same version of JUnit.
import { identifier } from "../../diagnostics/reported.ts";
import { numbersOf } from "../numbers.ts";
import type { Runner } from "../runner.ts";
import { versionIn } from "./inside.ts";

export const control: Runner["control"] = ({ beside, besideText, loads, ...names }) => {
  const version = versionIn(besideText);
  if (!beside.endsWith(".java") || version === null) return null;
  const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
  const owner = `${negative.slice(0, 1).toUpperCase()}${negative.slice(1)}Test`;
  const { one, other } = numbersOf(negative);
  const loaded = loads.flatMap(classAt).map((name) => `    Class.forName("${name}");\n`);
  const test = (name: string, wanted: number) =>
    [
      `  @${version.test}`,
      `  public void ${name}() throws Exception {`,
      `${loaded.join("")}    ${version.assertions}.assertEquals(${wanted}, ${one});`,
      "  }",
    ].join("\n");
  return {
    path: `${beside.slice(0, beside.lastIndexOf("/") + 1)}${owner}.java`,
    content: [
      /^package [\w.]+;/m.exec(besideText)?.[0] ?? "",
      `public class ${owner} {`,
      test(negative, other),
      test(positive, one),
      "}\n",
    ].join("\n"),
  };
};

/** Under the usual folder, the path says what the class is called. */
function classAt(path: string): string[] {
  const name = /(?:^|\/)src\/main\/java\/([\w/]+)\.java$/.exec(path)?.[1];
  return name === undefined || name.endsWith("-info") ? [] : [name.replaceAll("/", ".")];
}
