// What a recipe of `just` runs, as far as it is written out: https://just.systems/man/en
export const JUSTFILES: readonly string[] = ["justfile", "Justfile", ".justfile"];

const HEAD = /^@?([A-Za-z_][\w-]*)((?:\s+[^:]*)?):(?!=)\s*([^#]*)/;
const ASSIGNED = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(?:"([^"\\]*)"|'([^']*)')\s*$/;
const MAX_LINES = 2_000;
const MAX_RECIPES = 50;

/** The commands of the recipe and of those before it; null where it is not there, or asks for more than plain text. */
export function justRecipe(text: string, name: string): string[] | null {
  const lines = text.replaceAll("\\\n", " ").split("\n").slice(0, MAX_LINES);
  const values = new Map(
    lines.flatMap((line) => {
      const [, key, double, single] = ASSIGNED.exec(line) ?? [];
      return key === undefined ? [] : [[key, double ?? single ?? ""] as const];
    }),
  );
  const seen = new Set<string>();
  const commandsOf = (recipe: string): string[] | null => {
    if (seen.has(recipe)) return [];
    seen.add(recipe);
    const at = lines.findIndex((line) => HEAD.exec(line)?.[1] === recipe);
    const [, , parameters = "", needs = ""] = HEAD.exec(lines[at] ?? "") ?? [];
    const own = defaultsOf(parameters);
    if (at === -1 || own === null || seen.size > MAX_RECIPES) return null;
    const before = needs.split(/\s+|&&/).filter((word) => word !== "");
    const parts = [...before.map(commandsOf), bodyOf(lines, at, new Map([...values, ...own]))];
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  };
  return commandsOf(name);
}

/** What the parameters are where nobody gives them; null: one has to be given. */
function defaultsOf(parameters: string): [string, string][] | null {
  const read = parameters
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word): [string, string] | null => {
      const [, rest, name = "", double, single] =
        /^\$?(\*?)([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'))?$/.exec(word) ?? [];
      const value = double ?? single ?? (rest === "*" ? "" : undefined);
      return value === undefined ? null : [name, value];
    });
  return read.includes(null) ? null : read.flatMap((each) => (each === null ? [] : [each]));
}

function bodyOf(lines: readonly string[], at: number, values: ReadonlyMap<string, string>): string[] | null {
  const end = lines.findIndex((line, i) => i > at && !/^(?:[ \t]|\s*$)/.test(line));
  const body = lines
    .slice(at + 1, end === -1 ? undefined : end)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("# "));
  if (body[0]?.startsWith("#!")) return null;
  const filled = body.map((line) =>
    line
      .replace(/^[@-]+/, "")
      .replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, key: string) => values.get(key) ?? whole),
  );
  return filled.some((line) => line.includes("{{")) ? null : filled.map((line) => line.trim());
}
