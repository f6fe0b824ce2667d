// Reads the manifests that a change touches, before and after it, so that its new dependencies can be named.
import type { Dependency } from "../../../src/domain/dependency.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { MANIFESTS, namesDependencies } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { newDependencies } from "../decisions/dependencies.ts";

const MOST_OTHERS = 100;
const CAPS = { fileBytes: 1024 ** 2, allBytes: 8 * 1024 ** 2 };
const MOST_BYTES = 8 * 1024 ** 2;

/** `announced`: the words of the order that name dependencies, and the architect's amendments. */
export async function dependenciesIn(
  { contents, view }: Pick<Workspace, "contents" | "view">,
  patch: Patch,
  announced: string[],
): Promise<Dependency[]> {
  const touched = new Set(patch.changes.map(({ path }) => path).filter(namesDependencies));
  if (touched.size === 0) return [];
  const heads = new Map((await contents(patch)).map(({ path, content }) => [path, content]));
  const bases = await view.readAll([...touched], CAPS);
  const changes = [...touched].map((path) => {
    const head = heads.get(path) ?? new Uint8Array(0);
    const text = head.length > MOST_BYTES ? "" : Buffer.from(head).toString();
    return { path, base: bases.get(path) ?? "", head: text };
  });
  const others = view.paths.filter((path) => namesDependencies(path) && !touched.has(path));
  const texts = await view.readAll(others.slice(0, MOST_OTHERS), CAPS);
  return newDependencies(changes, {
    announced,
    languages: MANIFESTS,
    others: [...texts].map(([path, text]) => ({ path, text })),
  });
}
