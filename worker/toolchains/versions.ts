// Which version of a program a repository asks for, and whether the one that is there is such a version.
import { coerce, satisfies, validRange } from "semver";
import type { AskedVersion, TreeView } from "./toolchain.ts";
import { has, textOf } from "./tree.ts";

/** The first version that a text names; null: it names none. */
export function versionIn(text: string): string | null {
  return coerce(text.slice(0, MAX_PRINTED))?.version ?? null;
}

const MAX_PRINTED = 1_000;

/** Whether what the command printed is a version that will do. */
export function isHeld({ range }: Pick<AskedVersion, "range">, printed: string): boolean {
  const version = versionIn(printed);
  return version !== null && satisfies(version, range);
}

export type Program = {
  program: string;
  show: string;
  /** Files that hold a version and nothing else, the strongest first. */
  files: readonly string[];
  /** Its name in `.tool-versions`. */
  tool: string;
  /** The range that a bare version stands for; null: any version will do, or the text is none. */
  rangeOf(version: string): string | null;
};

/** What another file asks for, already read. */
export type Asking = { from: string; asked: string; range: string };

const MAX_ASKED = 100;

/** The first that asks: a file of its own, `.tool-versions`, then the manifests. A range that nobody can read asks for nothing. */
export async function askedVersion(
  tree: TreeView,
  { program, show, files, tool, rangeOf }: Program,
  manifests: readonly (Asking | null)[],
): Promise<AskedVersion[]> {
  const alone = await Promise.all(files.map(async (from) => ({ from, asked: await firstLine(tree, from) })));
  const listed = new RegExp(`^${tool}[ \\t]+(\\S+)`, "m").exec(await textOf(tree, [".tool-versions"]))?.[1];
  const bare = [...alone, { from: ".tool-versions", asked: listed ?? "" }].filter(
    ({ asked }) => asked !== "",
  );
  const ranged = bare.flatMap(({ from, asked }) => {
    const range = rangeOf(asked.replace(/^v(?=\d)/, ""));
    return range === null ? [] : [{ from, asked, range }];
  });
  const [first] = bare.length > 0 ? ranged : manifests.filter((each) => each !== null);
  if (first === undefined || first.asked.length > MAX_ASKED || validRange(first.range) === null) return [];
  return [{ program, show, ...first }];
}

async function firstLine(tree: TreeView, name: string): Promise<string> {
  if (!has(tree, name)) return "";
  const lines = (await textOf(tree, [name])).split("\n").map((line) => line.replace(/#.*/, "").trim());
  return lines.find((line) => line !== "") ?? "";
}

/** `3.11.4` is any 3.11: patches mend, and nobody means only one of them. Null where it is no version. */
export function sameMinor(version: string): string | null {
  const found = /^\d+(?:\.\d+)?/.exec(version)?.[0];
  return found === undefined ? null : found.includes(".") ? `~${found}` : `^${found}`;
}

/** What a manifest asks for, where the text is not empty. */
export function asking(
  from: string,
  asked: string | undefined,
  range: (asked: string) => string,
): Asking | null {
  return asked === undefined || asked.trim() === ""
    ? null
    : { from, asked: asked.trim(), range: range(asked.trim()) };
}
