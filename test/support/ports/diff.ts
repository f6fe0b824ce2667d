// Differences between trees in memory, written as git writes them, and applied again. Plain paths and text only.
import type { PatchFault } from "../../../src/domain/patch-fault.ts";
import { blobSha, type Tree } from "./repository.ts";

const CONTEXT_LINES = 3;
const NO_BLOB = "0".repeat(40);

/** As `git diff --binary --full-index --no-renames`, but for the words behind the second `@@`. */
export function diffBetween(base: Tree, head: Tree): string {
  return changedPaths(base, head)
    .map((path) => section(path, base.get(path), head.get(path)))
    .join("");
}

export function changedPaths(base: Tree, head: Tree): string[] {
  const paths = [...new Set([...base.keys(), ...head.keys()])].toSorted();
  return paths.filter((path) => base.get(path) !== head.get(path));
}

function section(path: string, before: string | undefined, after: string | undefined): string {
  const index = `index ${idOf(before)}..${idOf(after)}`;
  const [from, to] = [
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
  ];
  const kind =
    before === undefined
      ? `new file mode 100644\n${index}\n`
      : after === undefined
        ? `deleted file mode 100644\n${index}\n`
        : `${index} 100644\n`;
  const hunks = hunksBetween(linesOf(before ?? ""), linesOf(after ?? ""));
  const names = hunks === "" ? "" : `--- ${from}\n+++ ${to}\n`;
  return `diff --git a/${path} b/${path}\n${kind}${names}${hunks}`;
}

function idOf(content: string | undefined): string {
  return content === undefined ? NO_BLOB : blobSha(content);
}

type Edit = { sign: " " | "-" | "+"; line: string };

function hunksBetween(before: string[], after: string[]): string {
  const edits = editsBetween(before, after);
  const isShown = edits.map((_, at) =>
    edits.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ sign }) => sign !== " "),
  );
  let text = "";
  for (let at = 0; at < edits.length; at += 1) {
    if (!isShown[at]) continue;
    const end = isShown.indexOf(false, at);
    const hunk = edits.slice(at, end === -1 ? edits.length : end);
    text += hunkText(hunk, edits.slice(0, at));
    at += hunk.length;
  }
  return text;
}

function hunkText(hunk: Edit[], earlier: Edit[]): string {
  const range = (other: Edit["sign"]) => {
    const count = hunk.filter(({ sign }) => sign !== other).length;
    const first = earlier.filter(({ sign }) => sign !== other).length + (count === 0 ? 0 : 1);
    return count === 1 ? `${first}` : `${first},${count}`;
  };
  const lines = hunk.map(({ sign, line }) =>
    line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range("+")} +${range("-")} @@\n${lines.join("")}`;
}

/** The longest common part stays; of a change, the old lines come first. */
function editsBetween(before: string[], after: string[]): Edit[] {
  const common = before.map(() => new Array<number>(after.length + 1).fill(0));
  common.push(new Array<number>(after.length + 1).fill(0));
  const lengthAt = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row === undefined) continue;
      row[j] =
        before[i] === after[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      edits.push({ sign: " ", line: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      edits.push({ sign: "-", line: old });
      i += 1;
    } else if (fresh !== undefined) {
      edits.push({ sign: "+", line: fresh });
      j += 1;
    }
  }
  return edits;
}

export type Patched = { kind: "patched"; tree: Tree } | { kind: "does-not-apply"; fault: PatchFault };

/** Exact: a hunk applies where it says, or not at all. */
export function applyDiff(base: Tree, diff: string): Patched {
  const tree = new Map(base);
  for (const text of diff.split(/^(?=diff --git )/m).filter((part) => part.trim() !== "")) {
    const path = /^diff --git a\/(.+) b\/\1$/m.exec(text)?.[1];
    if (path === undefined) return refused("error: no path can be read");
    const content = patchedContent(tree.get(path) ?? "", text);
    if (content === null) return refused(`error: patch failed: ${path}`);
    if (/^deleted file mode /m.test(text)) tree.delete(path);
    else tree.set(path, content);
  }
  return { kind: "patched", tree };
}

function refused(gitSaid: string): Patched {
  return { kind: "does-not-apply", fault: { kind: "git-refused", gitSaid } };
}

/** Null where a line that the patch expects is not there. */
function patchedContent(content: string, section: string): string | null {
  const before = linesOf(content);
  const [, ...hunks] = section.split(/^@@ /m);
  let done = 0;
  let made = "";
  for (const hunk of hunks) {
    const [, start = "1", count = "1"] = /^-(\d+)(?:,(\d+))? /.exec(hunk) ?? [];
    const first = count === "0" ? Number(start) : Number(start) - 1;
    made += before.slice(done, first).join("");
    done = first;
    for (const { sign, line } of editsIn(hunk)) {
      if (sign !== "+" && before[done] !== line) return null;
      if (sign !== "+") done += 1;
      if (sign !== "-") made += line;
    }
  }
  return made + before.slice(done).join("");
}

function editsIn(hunk: string): Edit[] {
  const lines = linesOf(hunk).slice(1);
  return lines.flatMap((text, at): Edit[] => {
    const sign = text[0];
    if (sign !== " " && sign !== "-" && sign !== "+") return [];
    const isUnended = lines[at + 1]?.startsWith("\\") ?? false;
    return [{ sign, line: isUnended ? text.slice(1, -1) : text.slice(1) }];
  });
}

/** Each with its line end, where it has one. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
