// The version of Python that a repository asks for.
import { type Program, tagged } from "../program.ts";
import type { AskedVersion, TreeView } from "../toolchain.ts";
import { askedVersion, asking, sameMinor } from "../versions.ts";

export const program: Program = {
  program: "Python",
  show: "python3 --version",
  files: [".python-version"],
  tools: ["python"],
  action: { uses: /^actions\/setup-python@/i, input: "python-version" },
  image: (version) => `python:${tagged(version, 2)}`,
  rangeOf: sameMinor,
};

/** `pyproject`: the text of pyproject.toml. */
export function pythonVersion(tree: TreeView, pyproject: string): Promise<AskedVersion[]> {
  const required = /^requires-python\s*=\s*["']([^"'\n]+)["']/m.exec(pyproject)?.[1];
  const poetry = /^\[tool\.poetry\.dependencies\][^[]*?^python\s*=\s*["']([^"'\n]+)["']/ms.exec(
    pyproject,
  )?.[1];
  return askedVersion(tree, program, [
    asking("pyproject.toml", required, rangeOf),
    asking("pyproject.toml", poetry, rangeOf),
  ]);
}

/** A specifier of https://peps.python.org/pep-0440 for npm's syntax; what it shuts out one by one does not matter here. */
function rangeOf(specifier: string): string {
  return specifier
    .split(",")
    .map((part) => part.trim())
    .filter((part) => !part.startsWith("!="))
    .map((part) =>
      part
        .replace(/^~=\s*(\d+)\.\d+$/, "^$1")
        .replace(/^~=/, "~")
        .replace(/^===?/, "="),
    )
    .map((part) => part.replace(/\.\*$/, ""))
    .join(" ");
}
