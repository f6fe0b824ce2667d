// A text as its grammar reads it: nodes over stretches of the text. Pure functions over them, for any grammar of tree-sitter.

export type SyntaxNode = {
  /** As the grammar calls it; of a node that is not named, its text. */
  type: string;
  /** What the node is to the one around it; null where the grammar does not say. */
  field: string | null;
  isNamed: boolean;
  /** Indices into the text. */
  from: number;
  to: number;
  /** 1-based. */
  line: number;
  lastLine: number;
  children: readonly SyntaxNode[];
};

/** A node with those around it, the nearest last. */
export type Placed = { node: SyntaxNode; around: readonly SyntaxNode[] };

/** Every node in the order of the text, the outer one first. `enter` says whether to go on inside of a node. */
export function* nodesOf(
  node: SyntaxNode,
  enter: (node: SyntaxNode) => boolean = () => true,
  around: readonly SyntaxNode[] = [],
): Generator<Placed> {
  yield { node, around };
  if (!enter(node)) return;
  const inside = [...around, node];
  for (const child of node.children) yield* nodesOf(child, enter, inside);
}

export function childOf({ children }: SyntaxNode, field: string): SyntaxNode | null {
  return children.find((child) => child.field === field) ?? null;
}

export function textOf({ from, to }: SyntaxNode, text: string): string {
  return text.slice(from, to);
}

/** What a text in quotes says, if it is one and nothing is put into it; null otherwise. */
export function quoted(node: SyntaxNode, text: string): string | null {
  if (!/string|template/.test(node.type)) return null;
  if (node.children.some(({ type }) => /interpolation|substitution/.test(type))) return null;
  return /^(?:[a-zA-Z]{0,2})(["'`])((?:(?!\1)[^\\])*)\1$/.exec(textOf(node, text))?.[2] ?? null;
}
