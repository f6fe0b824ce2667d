// Reads what git says about the difference between two trees: modes and names from `--raw -z`, lines from the diff.
import type { Change, FileMode } from "../../src/domain/patch.ts";
import { utf8OrNull } from "./tree-view.ts";

export type RawChange = Pick<Change, "kind" | "path" | "mode" | "previousMode"> & { blob: string };
export type Section = { text: string; added: string[]; removed: string[]; binary: boolean };
export type Paired<C> = { change: C; sections: Section[] };
export type RawReading = { kind: "read"; changes: RawChange[] } | { kind: "unreadable"; because: string };

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
    if (path === null) return unreadable("a file name is not UTF-8");
    if (/\p{Cc}/u.test(path))
      return unreadable(`the file name ${JSON.stringify(path)} has a control character`);
    if (kind === undefined || !isMode(mode) || !isMode(previousMode)) {
      return unreadable(`${JSON.stringify(path)} changes in a way we do not know (${head.join(" ")})`);
    }
    changes.push({ kind, path, mode, previousMode, blob });
    from = pathEnd + 1;
  }
  return { kind: "read", changes };
}

/** One section per file; two for a file whose type changed, which git shows as removed and made anew. */
export function sectionsOf(diff: string): Section[] {
  // Only `\n` ends a line here: `^` would also match after a carriage return inside somebody's text.
  const starts = [...diff.matchAll(/(?<![^\n])diff --git /g)].map((match) => match.index);
  return starts.map((start, i) => readSection(diff.slice(start, starts[i + 1] ?? diff.length)));
}

/** The sections of each change, in the same order: git lists both by path. */
export function pairUp<C extends Pick<Change, "kind">>(changes: C[], sections: Section[]): Paired<C>[] {
  let next = 0;
  return changes.map((change) => {
    const count = change.kind === "type-changed" ? 2 : 1;
    next += count;
    return { change, sections: sections.slice(next - count, next) };
  });
}

function readSection(text: string): Section {
  const lines = text.split("\n");
  const firstHunk = lines.findIndex((line) => line.startsWith("@@ "));
  const body = firstHunk === -1 ? [] : lines.slice(firstHunk);
  return {
    text,
    added: body.filter((line) => line.startsWith("+")).map((line) => line.slice(1)),
    removed: body.filter((line) => line.startsWith("-")).map((line) => line.slice(1)),
    binary: lines.includes("GIT binary patch"),
  };
}

function isMode(mode: string): mode is FileMode {
  return MODES.includes(mode);
}

function unreadable(because: string): RawReading {
  return { kind: "unreadable", because };
}
