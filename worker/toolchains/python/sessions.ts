// What tox, nox and Hatch install before they run the tests of a Python project.
import { at, textsIn } from "../manifests.ts";

/** A requirement that one shell word can hold. Lines for some environments only, and what is filled in, are left out. */
const REQUIREMENT = /^[A-Za-z][\w.-]*(?:\[[\w,-]+\])?(?:[<>=!~]{1,2}[\w.*]+(?:,[<>=!~]{1,2}[\w.*]+)*)?$/;

/** https://tox.wiki/en/latest/config.html#deps */
export function toxDeps(tox: string): string[] {
  return toxList(tox, "deps").filter((line) => REQUIREMENT.test(line));
}

/** The entries of a list in `[testenv]`, whose name is a plain word. */
export function toxList(tox: string, key: string): string[] {
  const section = /^\[testenv\]\n((?:(?!\[)[^\n]*\n)*)/m.exec(`${tox}\n`)?.[1] ?? "";
  const list = new RegExp(`^${key}\\s*=((?:[^\\n]*\\n)(?:[ \\t]+[^\\n]*\\n)*)`, "m").exec(section)?.[1] ?? "";
  return list
    .split(/\n|,(?=\s*[a-z]+\s*(?:,|$))/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** https://nox.thea.codes: the texts that the session of tests installs. */
export function noxInstalls(nox: string): string[] {
  const session =
    /^def (?:tests?|unit|unit_tests?|pytest)\b[^\n]*\n((?:[ \t]+[^\n]*\n|\n)*)/m.exec(`${nox}\n`)?.[1] ?? "";
  const calls = [...session.matchAll(/session\.install\(([^)]*)\)/g)].map(([, words = ""]) => words);
  return calls
    .flatMap((words) => [...words.matchAll(/["']([^"'\n]+)["']/g)].map(([, word = ""]) => word))
    .filter((word) => REQUIREMENT.test(word) && !/\.(?:txt|in|py|toml)$/.test(word));
}

/** https://hatch.pypa.io/latest/config/environment/overview */
export function hatchInstalls(pyproject: unknown): string[] {
  const environments = at(pyproject, "tool", "hatch", "envs");
  const lists = ["default", "test", "hatch-test"].flatMap((name) => [
    ...textsIn(at(environments, name, "dependencies")),
    ...textsIn(at(environments, name, "extra-dependencies")),
  ]);
  return lists.map((word) => word.replaceAll(" ", "")).filter((word) => REQUIREMENT.test(word));
}
