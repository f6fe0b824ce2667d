// The bodies of functions, from the matches of a query that marks them.
import type { QueryMatch } from "@vscode/tree-sitter-wasm";
import type { FunctionBody } from "./outline.ts";

const MAX_FUNCTIONS = 400;
const MAX_NAME_CHARACTERS = 100;

/** In the order of the text. Functions inside of functions are left out. */
export function functionsIn(matches: QueryMatch[]): FunctionBody[] {
  const all = matches.flatMap(functionIn).sort((a, b) => a.body.from - b.body.from || b.body.to - a.body.to);
  const outer: FunctionBody[] = [];
  for (const each of all) {
    const last = outer.at(-1);
    if (last === undefined || each.body.from >= last.body.to) outer.push(each);
    if (outer.length === MAX_FUNCTIONS) break;
  }
  return outer;
}

function functionIn({ captures }: QueryMatch): FunctionBody[] {
  const nodeOf = (wanted: string) => captures.find(({ name }) => name === wanted)?.node;
  const [block, value, whole] = [nodeOf("block"), nodeOf("value"), nodeOf("function")];
  const body = block ?? value;
  if (body === undefined || whole === undefined) return [];
  return [
    {
      name: nodeOf("name")?.text.slice(0, MAX_NAME_CHARACTERS) ?? null,
      result: nodeOf("result")?.text ?? null,
      fromLine: whole.startPosition.row + 1,
      toLine: whole.endPosition.row + 1,
      body: { kind: block === undefined ? "value" : "block", from: body.startIndex, to: body.endIndex },
    },
  ];
}
