// The folders below the root that are projects of their own, because a manifest stands in them.
import { isPlain } from "./packages.ts";
import { isInstalledPath, isTestPath } from "./paths.ts";
import type { TreeView } from "./toolchain.ts";

const MOST_FOLDERS = 60;
const MAX_DEPTH = 4;

/** What stands here is tried by tests, shown to readers or copied from elsewhere; nobody develops it as a project. */
const NOT_DEVELOPED =
  /(^|\/)(?:\.[^/]+|x?t|tests?|__tests__|spec|specs|fixtures?|testdata|testing|e2e|examples?|samples?|demos?|docs?|templates?|third[-_]?party|vendor|vendored|external|extern|deps|node_modules|bench|benches|benchmarks?|fuzz)(\/|$)/i;

/** The outermost folders but the root with a file of such a name and tests; none where there are more than a person would name. */
export function projectFolders(tree: TreeView, manifests: readonly RegExp[]): string[] {
  const folders = new Set<string>();
  for (const path of tree.paths) {
    const cut = path.lastIndexOf("/");
    if (cut !== -1 && manifests.some((name) => name.test(path.slice(cut + 1))))
      folders.add(path.slice(0, cut));
  }
  const developed = [...folders].filter(
    (folder) =>
      isPlain(folder) &&
      folder.split("/").length <= MAX_DEPTH &&
      !NOT_DEVELOPED.test(folder) &&
      !isInstalledPath(`${folder}/`),
  );
  const outermost = developed.filter((folder) => !developed.some((other) => folder.startsWith(`${other}/`)));
  const tested = new Set(
    tree.paths
      .filter(isTestPath)
      .flatMap((path) => outermost.find((folder) => path.startsWith(`${folder}/`)) ?? []),
  );
  return tested.size > MOST_FOLDERS ? [] : [...tested].sort();
}

/** The tree as seen from one of its folders. */
export function treeIn(tree: TreeView, folder: string): TreeView {
  const start = `${folder}/`;
  return {
    paths: tree.paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)),
    read: (path) => tree.read(start + path),
    async readAll(paths, caps) {
      const texts = await tree.readAll(
        paths.map((path) => start + path),
        caps,
      );
      return new Map([...texts].map(([path, text]) => [path.slice(start.length), text]));
    },
    contentId: (path) => tree.contentId(start + path),
  };
}

/** The tree without what these folders hold. */
export function treeWithout(tree: TreeView, folders: readonly string[]): TreeView {
  if (folders.length === 0) return tree;
  const isInside = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
  return { ...tree, paths: tree.paths.filter((path) => !isInside(path)) };
}
