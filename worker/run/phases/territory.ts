// The tree a role is about to read, and its map: the commit a run builds on, with a change that is already there laid over it.
import type { Surveyor } from "../../map/surveyor.ts";
import type { Territory } from "../../roles/order-check.ts";
import type { TreeView } from "../../toolchains/toolchain.ts";
import type { Workspace } from "../../workspace/workspace.ts";

type Commit = Pick<Workspace, "sha" | "view" | "apply" | "contents">;
type Survey = { surveyor: Surveyor; workspace: Commit; existing: Uint8Array | null; signal: AbortSignal };

export async function surveyTerritory({ surveyor, workspace, existing, signal }: Survey): Promise<Territory> {
  const tree = await treeOf(workspace, existing);
  return { tree, map: await surveyor.map(tree, existing === null ? workspace.sha : null, signal) };
}

/** What does not apply was never in a sandbox either. */
export async function treeOf(workspace: Omit<Commit, "sha">, diff: Uint8Array | null): Promise<TreeView> {
  const { view } = workspace;
  if (diff === null) return view;
  const applied = await workspace.apply(diff);
  if (applied.kind === "does-not-apply") return view;
  const contents = await workspace.contents(applied.patch);
  const changed = new Map(
    contents.map(({ path, content }) => [path, content === null ? null : textOf(content)]),
  );
  const gone = new Set(contents.flatMap(({ path, content }) => (content === null ? [path] : [])));
  return {
    paths: [...new Set([...view.paths, ...changed.keys()])].filter((path) => !gone.has(path)),
    read: async (path) => (changed.has(path) ? (changed.get(path) ?? null) : view.read(path)),
    readAll: async (paths, { fileBytes, allBytes }) => {
      const texts = new Map<string, string>();
      let room = allBytes;
      for (const path of paths) {
        const text = changed.get(path) ?? null;
        if (text === null || text.length > Math.min(fileBytes, room)) continue;
        room -= text.length;
        texts.set(path, text);
      }
      const unchanged = paths.filter((path) => !changed.has(path));
      return new Map([...texts, ...(await view.readAll(unchanged, { fileBytes, allBytes: room }))]);
    },
    contentId: (path) => (changed.has(path) ? null : view.contentId(path)),
  };
}

function textOf(content: Uint8Array): string | null {
  return content.includes(0) ? null : Buffer.from(content).toString();
}
