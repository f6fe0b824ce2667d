// How one simple command starts a test runner, with other programs around it.
import { STYLES } from "./runners/index.ts";
import type { Style } from "./runners/style.ts";

export type Invocation = {
  style: Style;
  /** The variables and programs around the runner. */
  before: string;
  program: string;
  /** What follows the program, as words of a shell. */
  words: string[];
};

const SETS = /^(?:(?:export|set) [^;]*; *)*/;
const VARIABLES = /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*) +)*/;
/** Programs that only start another one, with their own words. */
const AROUND =
  /^(?:(?:npx|pnpx|bunx|c8|nyc|cross-env|cross-env-shell|dotenv|env-cmd|env|time|xvfb-run|(?:\.\/)?node_modules\/\.bin\/(?:c8|nyc|cross-env))(?: \S+)*? )/;
/** Package managers that start the program whose name comes next. */
const MANAGER = /^(?:npm exec (?:-- )?|pnpm (?:exec |dlx )?|yarn (?:exec |run )?|bun x )/;
const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

/** Null: no runner is known by name. */
export function invocationIn(command: string): Invocation | null {
  const first = wrappersOf(command);
  const rest = command.slice(first.length);
  for (const style of STYLES) {
    const found = programIn(rest, style);
    if (found === null) continue;
    const words = rest.slice(found.around.length + found.program.length).match(WORD) ?? [];
    return { style, before: first + found.around, program: found.program, words };
  }
  return null;
}

/** What only prepares the shell or the variables of a command. */
export function wrappersOf(command: string): string {
  const sets = SETS.exec(command)?.[0] ?? "";
  return sets + (VARIABLES.exec(command.slice(sets.length))?.[0] ?? "");
}

function programIn(rest: string, style: Style): { around: string; program: string } | null {
  for (const around of ["", ...aroundsOf(rest)]) {
    const program = style.program.exec(rest.slice(around.length))?.[0];
    if (program !== undefined) return { around, program };
  }
  return null;
}

/** Each end that the programs around the runner may have. */
export function aroundsOf(rest: string): string[] {
  const manager = MANAGER.exec(rest)?.[0] ?? "";
  if (manager !== "") return [manager];
  if (!AROUND.test(rest)) return [];
  return [...rest.matchAll(/ +(?=\S)/g)].map((space) => rest.slice(0, space.index + space[0].length));
}

/** The words without those that name test files or folders. */
export function withoutFiles({ words, style }: Pick<Invocation, "words" | "style">): string[] {
  return words.filter(
    (word, at) => word.startsWith("-") || (at > 0 && style.valued.test(words[at - 1] ?? "")),
  );
}
