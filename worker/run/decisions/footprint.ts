// Which changed files nobody ordered. Expected are the paths in the order's footprint, the tests whose names belong to one
// of those files, and each path that the order's tests or an amendment name in full.
import type { Patch } from "../../../src/domain/patch.ts";
import type { Suspicion } from "../../../src/domain/remark.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";

/** The order, and what the architect said of it when the work got stuck. */
export type Ordered = {
  order: Pick<WorkOrder, "footprint" | "tests">;
  amendments: readonly string[];
  naming: Naming;
};

/** What the languages know of the names of files. */
export type Naming = {
  isTestPath(path: string): boolean;
  /** Its name says nothing, so its folder's does. */
  isNamedByFolder(path: string): boolean;
  /** Null where no language knows it. */
  languageOf(path: string): string | null;
};

type Begun = Pick<Patch, "changes">;
export const NOTHING_BEGUN: Begun = { changes: [] };

/** At most one remark. `begun`: the change that the run continued, which others answer for. */
export function strayFiles(ordered: Ordered, patch: Patch, begun: Begun): Suspicion[] {
  const before = new Map(begun.changes.map(({ path, diff }) => [path, diff]));
  const changed = patch.changes.filter(({ path, diff }) => !isSame(diff, before.get(path)));
  const strays = outside(
    ordered,
    changed.map(({ path }) => path),
  );
  return strays.length === 0 ? [] : [{ kind: "stray-files", paths: strays }];
}

function isSame(diff: Uint8Array, before: Uint8Array | undefined): boolean {
  return before !== undefined && Buffer.from(diff).equals(before);
}

/**
 * Those of the changed paths that are not expected. A test belongs to a file of its own language whose name it has, alone
 * or with more words behind it; one whose name says nothing belongs to all of them.
 */
export function outside({ order, amendments, naming }: Ordered, paths: readonly string[]): string[] {
  const words = [...order.tests, ...amendments];
  const isNamed = (path: string) =>
    order.footprint.some((entry) => covers(entry, path)) || words.some((text) => names(text, path));
  const named = [...order.footprint, ...paths.filter(isNamed)];
  const languages = new Set(named.map((path) => naming.languageOf(testOf(path))));
  const subjects = new Set(
    named.map((source) => `${naming.languageOf(testOf(source))} ${subjectOf(source, naming)}`),
  );
  const isTestOfThem = (path: string) => {
    const language = naming.languageOf(testOf(path));
    const parts = subjectOf(path, naming).split("-");
    if (parts[0] === "") return languages.has(language);
    return parts.some((_, i) => subjects.has(`${language} ${parts.slice(0, i + 1).join("-")}`));
  };
  return paths.filter((path) => !isNamed(path) && !(naming.isTestPath(path) && isTestOfThem(path)));
}

/** A file, a folder with or without its slash, or a pattern, which stands for all of the folder it is in. */
function covers(entry: string, path: string): boolean {
  const plain = entry.replace(/^(\.\/)+/, "");
  const place = plain.includes("*") ? plain.slice(0, plain.lastIndexOf("/", plain.indexOf("*")) + 1) : plain;
  const folder = place.replace(/\/+$/, "");
  return folder === "" || folder === "." || path === folder || path.startsWith(`${folder}/`);
}

/** The path stands there as a whole, not as a part of another. */
function names(text: string, path: string): boolean {
  const pieces = text.split(path);
  return pieces.some((before, index) => {
    const after = pieces[index + 1];
    return after !== undefined && !/[\w./-]$/.test(before) && !/^(?:[\w/-]|\.\w)/.test(after);
  });
}

/** A snapshot is written in the language of its test, and named after it. */
function testOf(path: string): string {
  return path.replace(/\.snap$/, "");
}

/** What a file is about, by its name, or by its folder where the name says nothing; of a test, what it tests. */
function subjectOf(path: string, { isNamedByFolder }: Naming): string {
  const [name = "", folder = ""] = testOf(path).split("/").reverse();
  const said = isNamedByFolder(testOf(path)) ? folder : name.replace(/\.[^.]+$/, "");
  return said
    .replace(/(?<=[a-z0-9])(Tests?|IT|Spec)$/, "")
    .replace(/[._]/g, "-")
    .replace(/^(tests?|specs?)(-|$)/i, "")
    .replace(/(-|^)(tests?|specs?)$/i, "")
    .toLowerCase();
}
