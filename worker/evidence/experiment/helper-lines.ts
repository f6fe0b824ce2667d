// The lines of functions that a test calls, in the test's own file or in another one of the tests, as far as they always run. Pure.
import type { Forms, OfName } from "../../toolchains/forms.ts";
import { formsOf } from "../../toolchains/forms-of.ts";
import { type Block, blockAt, type Lines } from "./test-block.ts";

/** A helper calls others, which call no more. */
const DEPTH = 2;

/** Indices of `lines`, in order. `callers`: the text of what calls; a name that is defined at several places is left out. */
export function linesOfHelpers({ path, lines }: Lines, callers: string): number[] {
  const forms = formsOf(path);
  const found = new Map<string, Block>();
  let said = callers;
  for (let depth = 0; depth < DEPTH; depth++) {
    const fresh = calledIn(said).flatMap((name): [string, Block][] => {
      const block = found.has(name) ? null : definitionOf(lines, name, forms.function);
      return block === null ? [] : [[name, block]];
    });
    for (const [name, block] of fresh) found.set(name, block);
    said = fresh.map(([, { from, to }]) => lines.slice(from, to).join("\n")).join("\n");
  }
  const all = [...found.values()].flatMap((block) => alwaysRun(lines, block, forms));
  return [...new Set(all)].toSorted((a, b) => a - b);
}

function calledIn(text: string): string[] {
  return [...new Set([...text.matchAll(/([A-Za-z_]\w*)!?\s*\(/g)].flatMap(([, name]) => name ?? []))];
}

function definitionOf(lines: readonly string[], name: string, definitionOfName: OfName): Block | null {
  const defines = definitionOfName(name);
  const at = lines.flatMap((line, index) => (defines.test(line) ? [index] : []));
  return at.length === 1 ? blockAt(lines, at[0] ?? 0) : null;
}

/** Without what stands under a condition or in a loop; of a condition, the line itself runs. */
function alwaysRun(
  lines: readonly string[],
  { from, to }: Block,
  { sometimes, asked }: Pick<Forms, "sometimes" | "asked">,
): number[] {
  const run: number[] = [];
  let deeper = Number.POSITIVE_INFINITY;
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? "";
    const indent = line.length - line.trimStart().length;
    if (line.trim() === "" || indent > deeper) continue;
    const isSometimes = sometimes.test(line);
    deeper = isSometimes ? indent : Number.POSITIVE_INFINITY;
    if (!isSometimes || asked.test(line)) run.push(at);
  }
  return run;
}
