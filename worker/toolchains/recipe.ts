// What a target of a Makefile runs, as far as it is written out.

const MAX_LINES = 5_000;
const MAX_TARGETS = 50;

/** The commands of the target and of those it stands on, in their order, with the plain variables of the Makefile filled in. */
export function recipeOf(makefile: string, target: string): string[] {
  const lines = makefile.replaceAll("\\\n", " ").split("\n").slice(0, MAX_LINES);
  const variables = variablesIn(lines);
  const seen = new Set<string>();
  const linesOf = (name: string): string[] => {
    if (seen.has(name) || seen.size > MAX_TARGETS) return [];
    seen.add(name);
    const rules = lines.flatMap((line, at) => (isRule(line, name) ? [at] : []));
    return rules.flatMap((at) => {
      const needs = filled(lines[at]?.split(/:(?![:=])/)[1] ?? "", variables)
        .trim()
        .split(/[\s|]+/);
      return [...needs.flatMap(linesOf), ...belowRule(lines, at).map((line) => filled(line, variables))];
    });
  };
  return linesOf(target);
}

function isRule(line: string, name: string): boolean {
  const heads = /^([\w. /-]+):(?![:=])/.exec(line)?.[1]?.split(/\s+/) ?? [];
  return heads.includes(name);
}

/** `@` hides a command and `+` runs it always. One with `-` may fail, so it is none that tells anything. */
function belowRule(lines: readonly string[], at: number): string[] {
  const end = lines.findIndex((line, i) => i > at && !/^(?:\t|\s*(?:#|$))/.test(line));
  return lines
    .slice(at + 1, end === -1 ? undefined : end)
    .filter((line) => line.startsWith("\t"))
    .map((line) => line.trim().replace(/^[@+]+/, ""))
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("-"));
}

function variablesIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = lines.flatMap((line) => {
    const [, name, value] = /^(?:export )?([A-Za-z_]\w*)\s*[:?]?=\s*([^#]*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return new Map(found);
}

const MAX_DEPTH = 5;

function filled(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > MAX_DEPTH || text.length > MAX_LINES) return text;
  const found = text.replace(/\$[({](\w+)[)}]/g, (whole, name: string) => variables.get(name) ?? whole);
  return found === text ? text.replaceAll("$$", "$") : filled(found, variables, depth + 1);
}
