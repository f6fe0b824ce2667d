// Finds the file that a tool means when it names the file as its own package sees it.
import { isInstalledPath } from "./paths.ts";
import type { Report } from "./runner.ts";
import type { Project, TreeView } from "./toolchain.ts";

/** The same reading, but a file that is not in the tree gets the path of the only file in the tree that it can be. */
export function located(tree: TreeView, read: Project["read"]): Project["read"] {
  const pathOf = finder(tree);
  return (check, output) => {
    const { diagnostics, tests } = read(check, output);
    const found = diagnostics.map((each) =>
      each.file === null ? each : { ...each, file: pathOf(each.file) },
    );
    return { diagnostics: found, tests };
  };
}

function finder(tree: TreeView): (file: string) => string {
  const known = new Set(tree.paths);
  const byName = Map.groupBy(tree.paths, nameOf);
  return (file) => {
    if (known.has(file) || file.startsWith("/") || isInstalledPath(file)) return file;
    return inside(file, known) ?? below(file, byName.get(nameOf(file)) ?? []) ?? file;
  };
}

/** The same runner; a test whose file is not in the tree gets the path of the only file in the tree that it can be. */
export function locatedRunner(tree: TreeView, runnerOf: Project["runnerOf"]): Project["runnerOf"] {
  const pathOf = finder(tree);
  return (check) => {
    const runner = runnerOf(check);
    return runner === null ? null : { ...runner, read: (text) => locatedReport(runner.read(text), pathOf) };
  };
}

function locatedReport({ tests, diagnostics, fault }: Report, pathOf: (file: string) => string): Report {
  const at = <T extends { file?: string | null | undefined }>(each: T): T =>
    each.file == null ? each : { ...each, file: pathOf(each.file) };
  return { tests: tests.map(at), diagnostics: diagnostics.map(at), fault };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The end of the name is a path of the tree, as with an import path. */
function inside(file: string, known: ReadonlySet<string>): string | undefined {
  const parts = file.split("/");
  return parts.map((_, i) => parts.slice(i).join("/")).find((end) => known.has(end));
}

/** The only path that ends with the name. */
function below(file: string, paths: readonly string[]): string | undefined {
  const ending = paths.filter((path) => path.endsWith(`/${file}`));
  return ending.length === 1 ? ending[0] : undefined;
}
