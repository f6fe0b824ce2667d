// A JavaScript test runner as the port wants it: its own options in the command that a person would type.
import { quoted } from "../checks.ts";
import type { Runner } from "../runner.ts";
import { controlBeside } from "./control.ts";
import { type Invocation, invocationOf, type Scripts, withoutFiles } from "./invocation.ts";
import { LAST_LINE } from "./runners/parted.ts";

/** The programs of installed packages, as npm gives them to scripts. */
const BIN = 'export PATH="$PWD/node_modules/.bin:$PATH"; ';
/** What `testCommand` adds to be read from stdout; a report says more. */
const ADDED = / (?:-- )?(?:--verbose|--reporter=verbose|--reporter spec|--tap|--reporter=tap)$/;

/** Null: no runner is known by name for this command. */
export function runnerOf(command: string, scripts: Scripts): Runner | null {
  const found = invocationOf(bareOf(command), scripts);
  if (found === null) return null;
  const { style } = found;
  return {
    name: style.name,
    reporting: (line, path) => ({ command: reporting(bareOf(line), found, scripts, path) }),
    read: style.read,
    only: (line, files) => only(bareOf(line), scripts, files),
    control: (asked) => controlBeside(asked, style),
  };
}

function bareOf(command: string): string {
  return command.replace(/ ?\bNODE_OPTIONS=--test-reporter=tap\b/, "").replace(ADDED, "");
}

function reporting(command: string, found: Invocation, scripts: Scripts, path: string): string {
  const called = [found.program, ...found.words].join(" ");
  const { prepare, nodeOptions, options, printed } = found.style.reporting(path, called);
  const watched = nodeOptions === undefined ? command : withNodeOptions(command, found, scripts, nodeOptions);
  const line = options === undefined ? watched : withOptions(watched, options);
  const told = printed === undefined ? line : throughFilter(line, printed, path);
  return prepare === undefined ? told : `${prepare}; ${told}`;
}

/** A quoted or bare value: the shell joins what stands next to it. */
const NODE_OPTIONS = /\bNODE_OPTIONS=(?=["']|[^\s"']+)/;

/** A variable in the command or in its script would replace ours, so ours is put before its value there. */
function withNodeOptions(command: string, found: Invocation, scripts: Scripts, options: string): string {
  const ours = `NODE_OPTIONS="${options} "`;
  if (NODE_OPTIONS.test(command)) return command.replace(NODE_OPTIONS, () => ours);
  if (found.script === null || !NODE_OPTIONS.test(found.before))
    return `export NODE_OPTIONS="${options}"; ${command}`;
  return lineOf({ ...found, before: found.before.replace(NODE_OPTIONS, () => ours) }, found.words, scripts);
}

/** npm says what it runs between the lines of the runner, unless it is told not to. */
function throughFilter(line: string, filter: string, path: string): string {
  const [printed, written] = [`${path}.out`, `${path}.xml`];
  return `(export npm_config_loglevel=silent; ${line}) >${printed}; status=$?; cat ${printed}; { cat ${written}; ${filter} ${printed}; echo '${LAST_LINE}'; } >${path} 2>/dev/null; (exit $status)`;
}

/** npm gives a script only what follows `--`. */
function withOptions(command: string, options: string): string {
  const throughNpm = /(?:^|[\s;])(?:npm|pnpm) (?:run )?[\w:.-]+/.test(command) && !/ -- /.test(command);
  return throughNpm ? `${command} -- ${options}` : `${command} ${options}`;
}

function only(command: string, scripts: Scripts, files: readonly string[]): string | null {
  const found = invocationOf(command, scripts);
  if (found === null || files.length === 0) return null;
  const named = found.style.only(files.map(quoted));
  const kept = withoutFiles(found);
  if (found.script !== null && kept.length === found.words.length) return withOptions(command, named);
  return lineOf(found, [...kept, named], scripts);
}

function lineOf({ script, before, program }: Invocation, words: string[], scripts: Scripts): string {
  const first = script === null || scripts[`pre${script}`] === undefined ? "" : `npm run pre${script} && `;
  return `${BIN}export CI=true; ${first}${before}${[program, ...words].join(" ")}`;
}
