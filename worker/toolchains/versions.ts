// Which version of a program a repository asks for, and whether the one that is there is such a version.
import { coerce, satisfies, validRange } from "semver";
import { imageWith, type Program } from "./program.ts";
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

/** What another file asks for, already read. */
export type Asking = { from: string; asked: string; range: string };

const MAX_ASKED = 100;

/**
 * The first that asks: a file of its own, `.tool-versions`, then the manifests. A name that moves (`stable`) and a range that
 * nobody can read ask for nothing.
 */
export async function askedVersion(
  tree: TreeView,
  program: Program,
  manifests: readonly (Asking | null)[],
): Promise<AskedVersion[]> {
  const alone = await Promise.all(
    program.files.map(async (from) => ({ from, asked: await firstLine(tree, from) })),
  );
  const names = program.tools.join("|");
  const tools = await textOf(tree, [".tool-versions"]);
  const listed = new RegExp(`^(?:${names})[ \\t]+(\\S+)`, "m").exec(tools)?.[1];
  const bare = [...alone, { from: ".tool-versions", asked: listed ?? "" }].filter(
    ({ asked }) => asked !== "",
  );
  const ranged = bare.flatMap(({ from, asked }) => {
    const range = program.rangeOf(asked.replace(/^v(?=\d)/, ""));
    return range === null ? [] : [{ from, asked, range }];
  });
  const [first] = [...ranged, ...manifests.filter((each) => each !== null)];
  if (first === undefined || first.asked.length > MAX_ASKED || validRange(first.range) === null) return [];
  return [{ program: program.program, show: program.show, image: imageWith(program, first), ...first }];
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
