// The texts of files on the head: what the change says, and the base where it says nothing.
import { isFileMode, type Patch } from "../../../src/domain/patch.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { Workspace } from "../../workspace/workspace.ts";

export type HeadTexts = {
  /** Every path, also of files that the change deletes. */
  paths: string[];
  /** The text of a file that the change adds or alters; null of any other, and where it is no text or a link. */
  changed(path: string): string | null;
  /** The text of any file. */
  any(path: string): Promise<string | null>;
};

export async function headTexts({
  patch,
  workspace,
}: {
  patch: Patch;
  workspace: Pick<Workspace, "contents" | "view">;
}): Promise<HeadTexts> {
  const contents = await workspace.contents(patch);
  const files = new Set(patch.changes.flatMap(({ path, mode }) => (isFileMode(mode) ? [path] : [])));
  const changed = new Map(contents.map(({ path, content }) => [path, content]));
  const textOf = (path: string) => {
    const content = files.has(path) ? (changed.get(path) ?? null) : null;
    return content === null ? null : utf8OrNull(content);
  };
  return {
    paths: [...new Set([...workspace.view.paths, ...changed.keys()])],
    changed: textOf,
    any: async (path) => (changed.has(path) ? textOf(path) : await workspace.view.read(path)),
  };
}
