// How a command starts a test runner: directly or through a script, with other programs before and around it.
import { STYLES } from "./runners/index.ts";
import type { Style } from "./runners/style.ts";

/** The commands of package.json, by name. */
export type Scripts = Readonly<Record<string, string>>;

export type Invocation = {
  style: Style;
  /** The script that is run, or null where the command names the runner itself. */
  script: string | null;
  /** What runs before the runner, `&&` included, and the variables and programs around it. */
  before: string;
  program: string;
  /** What follows the program, as words of a shell; those given behind `--` are among them. */
  words: string[];
};

const VARIABLES = /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*) +)*/;
const SCRIPT =
  /^(?:(?:npm|pnpm|yarn) (?:(?:run|run-script) )?|bun run |deno task )(?:-\S+ )*(t|tst|[\w:.-]+)(?: +--)?(?: +(.*))?$/;
/** Programs that only start another one, with their own words. */
const AROUND =
  /^(?:(?:npx|c8|nyc|cross-env|cross-env-shell|dotenv|env|time|node_modules\/\.bin\/(?:c8|nyc|cross-env))(?: \S+)*? )/;
const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
const MAX_COMMAND = 2_000;

/** Null: no runner is known by name, or the command does more after it has started one. */
export function invocationOf(command: string, scripts: Scripts): Invocation | null {
  if (command.length > MAX_COMMAND) return null;
  const bare = command.replace(VARIABLES, "");
  const asked = SCRIPT.exec(bare);
  const name = asked?.[1] === "t" || asked?.[1] === "tst" ? "test" : (asked?.[1] ?? "");
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (script === undefined || script.length > MAX_COMMAND) return direct(command);
  const inner = direct(`${script.trim()} ${asked?.[2] ?? ""}`.trim());
  return inner === null ? null : { ...inner, script: name };
}

function direct(line: string): Invocation | null {
  const at = line.lastIndexOf("&& ");
  const first = at === -1 ? "" : line.slice(0, at + 3);
  const last = line.slice(first.length);
  if (/[|;&`]|\$\(/.test(last.replaceAll(/"[^"]*"|'[^']*'/g, ""))) return null;
  const variables = VARIABLES.exec(last)?.[0] ?? "";
  const rest = last.slice(variables.length);
  for (const style of STYLES) {
    const found = programIn(rest, style);
    if (found === null) continue;
    const words = rest.slice(found.around.length + found.program.length).match(WORD) ?? [];
    return { style, script: null, before: first + variables + found.around, program: found.program, words };
  }
  return null;
}

function programIn(rest: string, style: Style): { around: string; program: string } | null {
  for (const around of ["", ...aroundsOf(rest)]) {
    const program = style.program.exec(rest.slice(around.length))?.[0];
    if (program !== undefined) return { around, program };
  }
  return null;
}

/** Each end that the programs around the runner may have. */
function aroundsOf(rest: string): string[] {
  if (!AROUND.test(rest)) return [];
  return [...rest.matchAll(/ +(?=\S)/g)].map((space) => rest.slice(0, space.index + space[0].length));
}

/** The words without those that name test files or folders. */
export function withoutFiles({ words, style }: Pick<Invocation, "words" | "style">): string[] {
  return words.filter(
    (word, at) => word.startsWith("-") || (at > 0 && style.valued.test(words[at - 1] ?? "")),
  );
}
