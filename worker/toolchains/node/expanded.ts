// A command as the simple commands that it comes to, with the scripts of package.json in place of their names.
import { partsOf as joinedParts, setsOf } from "../joined.ts";
import { aroundsOf, wrappersOf } from "./invocation.ts";

/** The commands of package.json, by name. */
export type Scripts = Readonly<Record<string, string>>;

export type Expanded = {
  parts: string[];
  /** The line is one command, which calls the program itself or by npm: words at its end reach the program. */
  takesWords: boolean;
};

const SCRIPT =
  /^(?<tool>npm|pnpm|yarn|bun run|deno task)(?: (?:run|run-script))?(?<flags>(?: -\S+)*) (?<name>t|tst|[\w:.-]+)(?<rest>(?: .*)?)$/;
/** Another package, or all of them. */
const ELSEWHERE = /(?:^| )(?:-w|-ws|-r|-C|-F|--(?:workspaces?|recursive|filter|prefix|dir|cwd))(?:[ =]|$)/;
const IN_ORDER = /^(?:run-s|npm-run-all(?: -s| --serial| --sequential)?)(?<names>(?: [\w:.-]+)+)$/;
/** Scripts of these names are not looked into. */
const LINT = /^(?:lint|format|fmt|style|prettier|eslint)(?![\w-])/;

/** Commands that read code and run none of it; those that also build are not among them. */
export const LINTS =
  /^(?:export [^;]*; *)*(?:npx (?:--no-install )?|npm run |pnpm |yarn )?(?:lint|format|fmt|style|eslint|xo|standard|ts-standard|semistandard|prettier|biome|tsd|tslint|stylelint|markdownlint(?:-cli2?)?|cspell|knip|depcheck|depcruise|publint|attw|oxlint|ls-lint|jshint|size-limit|tsc\b.* --noEmit|tsc --noEmit)(?![\w-])/;

const MAX_DEPTH = 5;

/**
 * Programs behind a pipe that only make TAP pleasant to read, or write it in another form.
 * https://github.com/tape-testing/tape#pretty-reporters https://github.com/sindresorhus/awesome-tap#reporters
 */
const PRETTY =
  / *\| *(?:npx |(?:\.\/)?node_modules\/\.bin\/)?(?:faucet|tap-(?:arc|bail|diff|difflet|dot|json|junit|markdown|min|mocha-reporter|notify|nyan|nyc|pessimist|prettify|simple|spec|spec-emoji|summary|xunit))(?: [\w:=./-]+)*(?= *(?:&&|$))/g;

/** Null where a line does more than to join commands. A program behind a pipe that only makes TAP pleasant is left out. */
function partsOf(line: string): string[] | null {
  return joinedParts(line.replace(PRETTY, ""));
}

/** Words at the end of another line would reach the program behind the pipe. */
function isPlain(line: string): boolean {
  return line.replace(PRETTY, "") === line;
}

/** Null: the line, or a script in it, does more than to join commands, a pipe into a program of `PRETTY` aside. */
export function expanded(command: string, scripts: Scripts): Expanded | null {
  const call = callIn(command, scripts);
  if (call === null) {
    const parts = partsOf(command);
    return parts === null ? null : { parts, takesWords: parts.length === 1 && isPlain(command) };
  }
  const { name, line, tool } = call;
  const before = wrappersOf(command);
  const inner = partsOf(line);
  const around = scripts[`pre${name}`] ?? scripts[`post${name}`];
  const takesWords = inner?.length === 1 && isPlain(line) && tool === "npm" && !isCall(line, scripts);
  if (takesWords && around === undefined) return { parts: [`${before}${line}`], takesWords };
  const parts = partsIn(command, scripts, 0);
  if (parts === null) return null;
  const [first = "", ...others] = parts;
  return { parts: [fromNpm(first), ...others], takesWords: false };
}

/** Where the programs of a package's own dependencies are. */
export const BINS = "$PWD/node_modules/.bin";

/** The command as npm would start it; CI=true keeps watchers from waiting. */
export function fromNpm(command: string): string {
  return `export PATH="${BINS}:$PATH"; ${/\bCI=/.test(command) ? "" : "export CI=true; "}${command}`;
}

/** What is already set stays as it is. */
function exported(before: string): string {
  const sets = setsOf(before);
  const own = before.slice(sets.length).trim();
  return own === "" ? sets : `${sets}export ${own}; `;
}

/** Variables before a script are those of each command in it, and of none behind it. */
function withVariables(before: string, [first = "", ...others]: readonly string[]): string[] {
  const isSet = before === "" || before.trim().endsWith(";");
  return isSet ? [`${before}${first}`, ...others] : [first, ...others].map((part) => `${before}${part}`);
}

function isCall(command: string, scripts: Scripts): boolean {
  const rest = command.slice(wrappersOf(command).length);
  return (
    IN_ORDER.test(rest) ||
    ["", ...aroundsOf(rest)].some((around) => callIn(rest.slice(around.length), scripts) !== null)
  );
}

/** The commands behind all names; null where one does more than to join them. */
function partsIn(command: string, scripts: Scripts, depth: number): string[] | null {
  const parts = partsOf(command);
  if (parts === null || depth > MAX_DEPTH) return null;
  const all = parts.map((part) => insteadOf(part, scripts, { depth, isAlone: parts.length === 1 }));
  return all.some((each) => each === null) ? null : all.flatMap((each) => each ?? []);
}

type Where = { depth: number; isAlone: boolean };

function insteadOf(part: string, scripts: Scripts, { depth, isAlone }: Where): string[] | null {
  const before = wrappersOf(part);
  const rest = part.slice(before.length);
  const names = IN_ORDER.exec(rest)?.groups?.names;
  if (names !== undefined) {
    const line = names
      .trim()
      .split(" ")
      .map((name) => `npm run ${name}`)
      .join(" && ");
    return before === "" ? partsIn(line, scripts, depth + 1) : [part];
  }
  for (const around of ["", ...aroundsOf(rest)]) {
    const call = callIn(rest.slice(around.length), scripts);
    if (call === null) continue;
    if (LINT.test(call.name)) return [part];
    const hook = (name: string) => (scripts[name] === undefined ? "" : scripts[name]);
    const lines = [hook(`pre${call.name}`), call.line, hook(`post${call.name}`)].filter(
      (line) => line !== "",
    );
    const inner = partsIn(lines.join(" && "), scripts, depth + 1);
    const [first = "", ...others] = inner ?? [];
    if (inner === null || others.length === 0) return inner === null ? null : [`${before}${around}${first}`];
    if (around !== "") return [part];
    return isAlone ? [`${exported(before)}${first}`, ...others] : withVariables(before, [first, ...others]);
  }
  return [part];
}

type Call = { tool: string; name: string; line: string };

/** Null: no script of this package, as far as the command says. */
function callIn(command: string, scripts: Scripts): Call | null {
  const before = wrappersOf(command);
  const {
    tool = "",
    flags = "",
    name: said = "",
    rest = "",
  } = SCRIPT.exec(command.slice(before.length))?.groups ?? {};
  const [own = ""] = rest.split(" -- ");
  const name = said === "t" || said === "tst" ? "test" : said;
  if (!Object.hasOwn(scripts, name) || ELSEWHERE.test(flags) || ELSEWHERE.test(own)) return null;
  const words = rest.replace(/^ +--(?= |$)/, "").trim();
  return { tool, name, line: `${scripts[name]?.trim() ?? ""} ${words}`.trim() };
}
