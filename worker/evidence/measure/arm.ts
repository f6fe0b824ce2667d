// One arm: a tree that is measured, as a patch on the base, with files that are not the patch's own.
import { joined, type Patch, restrictedTo } from "../../../src/domain/patch.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import { replacing } from "./whole-file.ts";

export type Written = { path: string; content: string };

/** `written`: files that no patch of text can hold, and that are written into the sandbox once it is open. */
export type Arm = { diff: Uint8Array; written: readonly Written[] };

export type View = Pick<TreeView, "read" | "contentId">;

/**
 * The head with other contents of some files; of two for one path the last one counts. Where it can, the arm is one patch, so that git, the times of files and the
 * commit look as they do on the head.
 */
export async function headWith(patch: Patch, view: View, files: readonly Written[]): Promise<Arm> {
  // One patch holds a file once.
  const last = [...new Map(files.map((file) => [file.path, file])).values()];
  const found = last.map(async (file) => ({ file, diff: await asDiff(patch, view, file) }));
  const sections = await Promise.all(found);
  const replaced = new Set(sections.flatMap(({ file, diff }) => (diff === null ? [] : [file.path])));
  const kept = patch.changes.map(({ path }) => path).filter((path) => !replaced.has(path));
  return {
    diff: joined([
      restrictedTo(patch, kept),
      ...sections.flatMap(({ diff }) => (diff === null || diff === "" ? [] : [Buffer.from(diff)])),
    ]),
    written: sections.flatMap(({ file, diff }) => (diff === null ? [file] : [])),
  };
}

/** Such a name needs no quoting in a patch. */
const PLAIN = /^[\w./-]+$/;

async function asDiff({ changes }: Patch, view: View, { path, content }: Written): Promise<string | null> {
  const change = changes.find((each) => each.path === path);
  const isPlain =
    change === undefined || (change.mode === "100644" && /^(?:100644|000000)$/.test(change.previousMode));
  if (!PLAIN.test(path) || !isPlain) return null;
  const base = view.contentId(path) === null ? "" : await view.read(path);
  // What is no text that can be read cannot be replaced by a patch of text.
  if (base === null || [base, content].some((text) => /[\r\uFEFF]/.test(text))) return null;
  return replacing(path, view.contentId(path) === null ? null : base, content);
}

/** A fresh sandbox of the arm. */
export async function openArm(
  open: (diff: Uint8Array) => Promise<Sandbox>,
  { diff, written }: Arm,
): Promise<Sandbox> {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await open(diff));
  for (const { path, content } of written) await sandbox.write(path, Buffer.from(content));
  stack.move();
  return sandbox;
}
