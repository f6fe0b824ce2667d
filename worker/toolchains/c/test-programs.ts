// Sources that CMake or make builds into programs of tests alone, whatever folder they stand in.
import type { TestPrograms } from "../registrations.ts";

/** What is registered without a test in its name may be the program itself, tried by running it. */
const TELLS = /^(?:(?:tests?|check|spec)\w*|\w*(?:tests?|check|spec))$/i;
const SOURCE = /\.(?:c|cc|cpp|cxx)$/i;

export const cmakeTestPrograms: TestPrograms = {
  files: /(^|\/)CMakeLists\.txt$/,
  sources: (text) => {
    const said = text.replace(/#.*/g, "");
    const calls = (name: string) =>
      [...said.matchAll(new RegExp(`\\b(?:${name})\\s*\\(([^()]*)\\)`, "gi"))].map((call) =>
        wordsOf(call[1] ?? ""),
      );
    const run = calls("add_test").flatMap((words) => words[words.indexOf("COMMAND") + 1] ?? []);
    const registered = new Set([...run, ...calls("\\w+_discover_tests").map(([name = ""]) => name)]);
    const built = calls("add_executable|add_library|target_sources");
    const isOfTests = ([name = ""]: string[]) => registered.has(name) && TELLS.test(name);
    return without(built.filter(isOfTests).flat(), built.filter((each) => !isOfTests(each)).flat());
  },
};

export const makeTestPrograms: TestPrograms = {
  files: /(^|\/)(?:GNUmakefile|[Mm]akefile)$/,
  sources: (text) => {
    const rules = [...text.matchAll(/^(?<target>[\w./-]+)\s*:(?![:=])(?<needs>[^\n#]*)/gm)].map(
      ({ groups }) => ({
        target: groups?.target ?? "",
        needs: wordsOf(groups?.needs ?? ""),
      }),
    );
    const run = new Set(
      rules.filter(({ target }) => /^(?:tests?|check)$/.test(target)).flatMap(({ needs }) => needs),
    );
    const isOfTests = ({ target }: { target: string }) => run.has(target) && TELLS.test(target);
    return without(
      rules.filter(isOfTests).flatMap(({ needs }) => needs),
      rules.filter((rule) => !isOfTests(rule)).flatMap(({ needs }) => needs),
    );
  },
};

function wordsOf(text: string): string[] {
  return text.split(/[\s"]+/).filter((word) => word !== "");
}

/** What a program of tests shares with the code is code. */
function without(own: string[], others: string[]): string[] {
  return own.filter((word) => SOURCE.test(word) && TELLS.test(stemOf(word)) && !others.includes(word));
}

function stemOf(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.\w+$/, "").replace(/[.-]/g, "_");
}
