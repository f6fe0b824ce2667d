// A JavaScript test runner as the port wants it: its own options in the command that a person would type.
import { quoted } from "../checks.ts";
import type { Runner } from "../runner.ts";
import { controlBeside } from "./control.ts";
import { type Invocation, invocationOf, type Scripts, withoutFiles } from "./invocation.ts";

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
    reporting: (line, path) => ({ command: reporting(bareOf(line), found, path) }),
    read: style.read,
    only: (line, files) => only(bareOf(line), scripts, files),
    control: (asked) => controlBeside(asked, style),
  };
}

function bareOf(command: string): string {
  return command.replace(/ ?\bNODE_OPTIONS=--test-reporter=tap\b/, "").replace(ADDED, "");
}

function reporting(command: string, { style, program, words }: Invocation, path: string): string {
  const called = [program, ...words].join(" ");
  const { prepare, variable, options, redirected } = style.reporting(path, called);
  const asked = options === undefined ? command : withOptions(command, options);
  const line = variable === undefined ? asked : `export ${variable}; ${asked}`;
  const told = redirected ? `(export npm_config_loglevel=silent; ${line}) > ${path}` : line;
  return prepare === undefined ? told : `${prepare}; ${told}`;
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
