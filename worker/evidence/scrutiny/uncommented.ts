// The lines that a change adds, without what their grammar reads as a comment or as a docstring: prose asks nothing.
import type { Change, PatchLine } from "../../../src/domain/patch.ts";
import type { Parser } from "../../map/parser.ts";
import type { Comments } from "../../toolchains/comments.ts";
import { commentsOf, grammarOf, isCodePath } from "../../toolchains/paths.ts";
import { nodesOf, type Placed, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

/** `head`: the text of a changed file. A file stays as it is where it cannot be parsed in time, or not without an error. */
export async function uncommented(
  changes: readonly Change[],
  head: (path: string) => string | null,
  { parser, signal }: { parser: Parser; signal: AbortSignal },
): Promise<Change[]> {
  const plain: Change[] = [];
  for (const change of changes) {
    const [text, grammar] = [head(change.path), grammarOf(change.path)];
    const isRead = change.isText && isCodePath(change.path) && MAY_HOLD_PROSE.test(text ?? "");
    if (!isRead || text === null || grammar === null || text.length > LARGEST_CHARACTERS) {
      plain.push(change);
      continue;
    }
    const root = await parser.nodes({ grammar, text }, { timeoutMs: PARSE_MS, signal });
    signal.throwIfAborted();
    plain.push(
      root === null ? change : withLines(change, text, withoutProse(root, text, commentsOf(change.path))),
    );
  }
  return plain;
}

const MAY_HOLD_PROSE = /\/\*|\/\/|#|["']{3}|^=\w/m;

/** The text with blanks where it is prose. */
function withoutProse(root: SyntaxNode, text: string, comments: Comments): string {
  const all = [...nodesOf(root)];
  const { unless, readsDocuments } = comments;
  if (unless?.test(text) === true || all.some(({ node }) => node.type === "ERROR")) return text;
  const isDocumented = readsDocuments !== undefined && !readsDocuments.test(text);
  return all.reduce((left, placed) => {
    const { node } = placed;
    const isProse = isComment(node, text, comments) || (isDocumented && isDocstring(placed));
    if (!isProse) return left;
    return left.slice(0, node.from) + textOf(node, text).replace(/[^\n\r]/g, " ") + left.slice(node.to);
  }, text);
}

function isComment(node: SyntaxNode, text: string, { acts }: Comments): boolean {
  const said = textOf(node, text);
  const isCode = said.startsWith("#!") || acts?.test(said) === true;
  return /^(?:line_|block_|doc_)?comment$/.test(node.type) && !isCode;
}

/** A string that is a statement, and that nothing is put into. */
function isDocstring({ node, around }: Placed): boolean {
  const statement = around.at(-1);
  return (
    node.type === "string" &&
    statement?.type === "expression_statement" &&
    statement.children.length === 1 &&
    !node.children.some(({ type }) => type === "interpolation")
  );
}

function withLines(change: Change, text: string, plain: string): Change {
  if (plain === text) return change;
  const [lines, own] = [plain.split("\n"), text.split("\n")];
  const added = change.added.map((line) => {
    const at = line.number - 1;
    return bare(own[at]) === bare(line.text) ? { ...line, text: lines[at] ?? line.text } : line;
  });
  return { ...change, added, diff: saying(change.diff, added) };
}

function bare(line: string | undefined): string | undefined {
  return line?.replace(/\r$/, "");
}

/** The diff of a file with other texts for the lines that it adds. */
function saying(diff: Uint8Array, added: readonly PatchLine[]): Uint8Array {
  let isInside = false;
  let next = 0;
  const lines = Buffer.from(diff)
    .toString()
    .split("\n")
    .map((line) => {
      isInside ||= line.startsWith("@@ ");
      return isInside && line.startsWith("+") ? `+${added[next++]?.text ?? line.slice(1)}` : line;
    });
  return Buffer.from(lines.join("\n"));
}
