// A surveyor in memory: knows the functions and constants of JavaScript by their first lines, and nothing else.
import type { CodeSymbol } from "../../../worker/map/outline.ts";
import type { Surveyor } from "../../../worker/map/surveyor.ts";

const DEFINITION = /^(?:export )?(function|const) (\w+)/;

export function fakeSurveyor(): Surveyor {
  return {
    async map(tree, _commit, signal) {
      signal.throwIfAborted();
      const sources = tree.paths.filter((path) => path.endsWith(".js"));
      const texts = await tree.readAll(sources, { fileBytes: 2 ** 20, allBytes: 2 ** 23 });
      const files = [...texts].map(([path, text]) => ({ path, ...outlineOf(text) }));
      return { files, paths: tree.paths, isWhole: true };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function outlineOf(text: string) {
  const lines = text.split("\n");
  const symbols = lines.flatMap((line, index): CodeSymbol[] => {
    const [, kind, name = ""] = DEFINITION.exec(line) ?? [];
    if (kind === undefined) return [];
    const toLine = kind === "const" ? index + 1 : lines.indexOf("}", index) + 1;
    const of = kind === "const" ? "constant" : "function";
    return [{ name, kind: of, fromLine: index + 1, toLine, depth: 0, text: line }];
  });
  const words = Map.groupBy(text.match(/\w+/g) ?? [], (word) => word);
  return {
    symbols,
    comments: [],
    words: [...words].map(([word, all]): [string, number] => [word, all.length]),
  };
}
