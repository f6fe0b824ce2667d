// The nodes of a parsed text as plain values, which can leave the thread of the parser.
import type { Tree, TreeCursor } from "@vscode/tree-sitter-wasm";
import type { SyntaxNode } from "../toolchains/syntax-node.ts";

const MAX_NODES = 200_000;
const MAX_DEPTH = 400;

/** Throws where there are too many, or too many inside of each other: then the text is left out. */
export function nodesIn(tree: Tree): SyntaxNode {
  const cursor = tree.walk();
  let left = MAX_NODES;
  const read = (depth: number): SyntaxNode => {
    if (--left < 0 || depth > MAX_DEPTH) throw new Error("The text has too many nodes");
    const plain = plainNode(cursor);
    const children: SyntaxNode[] = [];
    if (cursor.gotoFirstChild()) {
      do children.push(read(depth + 1));
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return { ...plain, children };
  };
  const root = read(0);
  cursor.delete();
  return root;
}

function plainNode(cursor: TreeCursor): Omit<SyntaxNode, "children"> {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    isNamed: cursor.nodeIsNamed,
    from: cursor.startIndex,
    to: cursor.endIndex,
    line: cursor.startPosition.row + 1,
    lastLine: cursor.endPosition.row + 1,
  };
}
