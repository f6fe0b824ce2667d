// The one parser of git's comparison of two trees: modes and names from `--raw -z`, sections and lines from the diff.
import { type Change, type FileMode, joined, type PatchLine } from "../../src/domain/patch.ts";
import type { PatchFault } from "../../src/domain/patch-fault.ts";
import { utf8OrNull } from "./tree-view.ts";

export type RawChange = Pick<Change, "kind" | "path" | "mode" | "previousMode"> & { blob: string };
export type RawReading = { kind: "read"; changes: RawChange[] } | { kind: "unreadable"; fault: PatchFault };

const KINDS: Record<string, Change["kind"]> = { A: "added", M: "modified", D: "deleted", T: "type-changed" };
const MODES: readonly string[] = [
  "100644",
  "100755",
  "120000",
  "160000",
  "040000",
  "000000",
] satisfies FileMode[];

/** Records are `:mode mode id id letter NUL path NUL`. */
export function parseRaw(output: Buffer): RawReading {
  const changes: RawChange[] = [];
  for (let from = 0; from < output.length; ) {
    const headEnd = output.indexOf(0, from);
    const pathEnd = output.indexOf(0, headEnd + 1);
    const head = output.toString("latin1", from + 1, headEnd).split(" ");
    const path = utf8OrNull(output.subarray(headEnd + 1, pathEnd));
    const [previousMode = "", mode = "", , blob = "", letter = ""] = head;
    const kind = KINDS[letter];
    if (path === null) return unreadable({ kind: "name-not-utf8" });
    if (/\p{Cc}/u.test(path)) return unreadable({ kind: "name-with-control", path });
    if (kind === undefined || !isMode(mode) || !isMode(previousMode)) {
      return unreadable({ kind: "unknown-change", path, head });
    }
    changes.push({ kind, path, mode, previousMode, blob });
    from = pathEnd + 1;
  }
  return { kind: "read", changes };
}

/**
 * Each change with its lines and its part of the diff. Git lists both by path, so the sections come in the same order;
 * a file whose type changed has two, because git shows it as deleted and added. `sizes` are those of the new contents.
 */
export function parseDiff(raw: readonly RawChange[], diff: Uint8Array, sizes: readonly number[]): Change[] {
  const sections = sectionsOf(diff);
  let next = 0;
  return raw.map(({ kind, path, mode, previousMode }, index) => {
    const from = next;
    next += kind === "type-changed" ? 2 : 1;
    const own = sections.slice(from, next);
    const parsed = own.map(parseSection);
    return {
      ...{ kind, path, mode, previousMode },
      bytes: sizes[index] ?? 0,
      isText: parsed.every(({ isText }) => isText),
      added: parsed.flatMap(({ added }) => added),
      removed: parsed.flatMap(({ removed }) => removed),
      diff: joined(own),
    };
  });
}

/** One character for each byte, so that an index into the text is an index into the bytes. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function utf8(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

function sectionsOf(diff: Uint8Array): Uint8Array[] {
  // Only `\n` ends a line here: `^` would also match after a carriage return inside somebody's text.
  const starts = [...latin1(diff).matchAll(/(?<![^\n])diff --git /g)].map((match) => match.index);
  return starts.map((start, i) => diff.subarray(start, starts[i + 1] ?? diff.length));
}

const HUNK = /^@@ -(?<before>\d+)(?:,\d+)? \+(?<after>\d+)(?:,\d+)? @@/;

/** Every line within a hunk has a sign, so a line that begins with `@@` is a header. */
function parseSection(section: Uint8Array): Pick<Change, "isText" | "added" | "removed"> {
  const lines = latin1(section).split("\n");
  const added: PatchLine[] = [];
  const removed: PatchLine[] = [];
  let at: { before: number; after: number } | null = null;
  for (const line of lines) {
    const header = HUNK.exec(line)?.groups;
    if (header !== undefined) at = { before: Number(header.before), after: Number(header.after) };
    else if (at === null) continue;
    else if (line.startsWith("+")) added.push({ number: at.after++, text: utf8(line.slice(1)) });
    else if (line.startsWith("-")) removed.push({ number: at.before++, text: utf8(line.slice(1)) });
    else if (line.startsWith(" ")) {
      at.before++;
      at.after++;
    }
  }
  return { isText: !lines.includes("GIT binary patch"), added, removed };
}

function isMode(mode: string): mode is FileMode {
  return MODES.includes(mode);
}

function unreadable(fault: PatchFault): RawReading {
  return { kind: "unreadable", fault };
}
