// The files of a commit as names and text, read from git's objects. Nothing is executed and no link is followed.
import type { Note } from "../../src/domain/note.ts";
import { batchContents, type Git, outputOf } from "./git.ts";
import type { Mirror } from "./mirror.ts";
import type { TreeView } from "./workspace.ts";

const TEXT_BYTES = 1024 ** 2;
/** Git prints an id, a kind, a size and two line ends around each content. */
const HEAD_BYTES = 128;

type Caps = Parameters<TreeView["readAll"]>[1];
type Blob = { id: string; bytes: number; isFile: boolean };

/** `notes` name the parts of the repository that a run will not see. */
export type ViewedTree = { view: TreeView; notes: Note[] };

export async function viewTree(
  git: Git,
  mirror: Mirror,
  sha: string,
  signal: AbortSignal,
): Promise<ViewedTree> {
  const call = { cwd: mirror.path, env: { GIT_DIR: mirror.path }, signal };
  const listing = await outputOf(git, { ...call, args: ["ls-tree", "-r", "-z", "-l", "--full-tree", sha] });
  const { blobs, submodules, unreadable } = parseListing(listing);
  const read = async (path: string) => {
    const blob = blobs.get(path);
    if (blob === undefined || !blob.isFile || blob.bytes > TEXT_BYTES) return null;
    const content = await outputOf(git, { ...call, args: ["cat-file", "blob", blob.id] });
    return textOf(content);
  };
  const readAll: TreeView["readAll"] = async (paths, caps) => {
    const wanted = within(caps, paths, blobs);
    const input = wanted.map(({ id }) => `${id}\n`).join("");
    const outputBytes = caps.allBytes + wanted.length * HEAD_BYTES;
    const output = await outputOf(git, { ...call, args: ["cat-file", "--batch"], input, outputBytes });
    const contents = batchContents(output);
    const texts = new Map<string, string>();
    for (const { path } of wanted) {
      const text = textOf(contents.next().value ?? Buffer.of(0));
      if (text !== null) texts.set(path, text);
    }
    return texts;
  };
  const attributes = blobs.has(".gitattributes") ? await read(".gitattributes") : null;
  const notes: Note[] = [];
  if (submodules.length > 0) notes.push({ kind: "submodules-empty", paths: submodules });
  if (unreadable > 0) notes.push({ kind: "names-not-text", files: unreadable });
  if (attributes !== null && /\bfilter=lfs\b/.test(attributes)) notes.push({ kind: "lfs-pointers" });
  const contentId = (path: string) => blobs.get(path)?.id ?? null;
  return { view: { paths: [...blobs.keys()], read, readAll, contentId }, notes };
}

/** The first of these files, as long as their sizes together stay within the cap. */
function within({ fileBytes, allBytes }: Caps, paths: string[], blobs: Map<string, Blob>) {
  const largest = Math.min(fileBytes, TEXT_BYTES);
  const files = paths.flatMap((path) => {
    const blob = blobs.get(path);
    return blob?.isFile === true && blob.bytes <= largest ? [{ path, ...blob }] : [];
  });
  let room = allBytes;
  const over = files.findIndex(({ bytes }) => {
    room -= bytes;
    return room < 0;
  });
  return over === -1 ? files : files.slice(0, over);
}

function textOf(content: Buffer): string | null {
  return content.includes(0) ? null : content.toString();
}

/** Records are `mode type id size TAB path NUL`. */
function parseListing(listing: Buffer) {
  const blobs = new Map<string, Blob>();
  const submodules: string[] = [];
  let unreadable = 0;
  for (const { head, path } of records(listing)) {
    const [mode = "", , id = "", bytes] = head.split(/ +/);
    if (path === null) unreadable += 1;
    else if (mode === "160000") submodules.push(path);
    else blobs.set(path, { id, bytes: Number(bytes), isFile: mode.startsWith("100") });
  }
  return { blobs, submodules, unreadable };
}

function* records(listing: Buffer): Generator<{ head: string; path: string | null }> {
  for (let from = 0; from < listing.length; ) {
    const end = listing.indexOf(0, from);
    const tab = listing.indexOf(9, from);
    yield { head: listing.toString("latin1", from, tab), path: utf8OrNull(listing.subarray(tab + 1, end)) };
    from = end + 1;
  }
}

export function utf8OrNull(bytes: Uint8Array): string | null {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : null;
}
