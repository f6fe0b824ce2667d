// A JavaScript test runner as the port wants it: its own options in the command that a person would type.
import { quoted } from "../checks.ts";
import { filesFor, type Joined, leading, rejoined, setsOf } from "../joined.ts";
import type { Runner } from "../runner.ts";
import { controlBeside, controlInside } from "./control.ts";
import { type Expanded, expanded, fromNpm, LINTS, type Scripts } from "./expanded.ts";
import { type Invocation, invocationIn, withoutFiles } from "./invocation.ts";
import { addedTo } from "./runners/added.ts";
import { LAST_LINE } from "./runners/parted.ts";
import { gathered, partAt, readSeveral } from "./runners/several.ts";
import type { Style } from "./runners/style.ts";

/** What `testCommand` adds to be read from stdout; a report says more. */
const ADDED = / (?:-- )?(?:--verbose|--reporter=verbose|--reporter spec|--tap|--reporter=tap)$/;

type Found = Joined & { invocation: Invocation; takesWords: boolean };

/** Null: no runner is known by name for this command. */
export function runnerOf(command: string, scripts: Scripts): Runner | null {
  const all = allIn(bareOf(command), scripts);
  const [first, ...more] = all?.found ?? [];
  if (all === null || first === undefined) return null;
  const { style } = first.invocation;
  if (more.some(({ invocation }) => invocation.style !== style)) return null;
  const one: Runner = {
    name: style.name,
    reporting: (line, path) => {
      const asked = reporting(bareOf(line), scripts, path);
      return asked === null ? null : { command: asked };
    },
    ...throughOf(style),
    ...(style.packages === null ? {} : { inItsWay: installedAs(style.packages) }),
    read: style.read,
    ...(style.byTitle === undefined ? {} : { byTitle: style.byTitle }),
    only: (line, files) => only(bareOf(line), scripts, files),
    control: (asked) => controlBeside(asked, style),
    inside: (asked) => controlInside(asked, style),
  };
  if (more.length === 0) return one;
  const { through: _, byTitle: __, ...several } = one;
  return {
    ...several,
    reporting: (line, path) => {
      const every = allIn(bareOf(line), scripts);
      return every === null ? null : { command: reportingSeveral(every, path) };
    },
    read: readSeveral(style.read),
    only: () => null,
  };
}

/** Packages that are tracked in the repository, and what Jest takes in place of a package unasked. */
function installedAs(packages: string): RegExp {
  return new RegExp(`(^|/)(?:node_modules/(?:\\.bin/)?|__mocks__/)(?:${packages})(?:[./]|$)`);
}

/** Only what stands in a variable reaches a runner behind another program. */
function throughOf(style: Style): Pick<Runner, "through"> {
  const asked = (path: string) => {
    const { prepare, nodeOptions, options } = style.reporting(path, style.name);
    const added =
      options === undefined || style.mains === undefined ? undefined : addedTo(style.mains, options);
    return { prepare, nodeOptions: nodeOptions ?? added };
  };
  if (asked("").nodeOptions === undefined) return {};
  return {
    through: (command, path) => {
      const { prepare, nodeOptions = "" } = asked(path);
      const line = withNodeOptions(command, nodeOptions);
      return { command: prepare === undefined ? line : `${prepare}; ${line}` };
    },
  };
}

function bareOf(command: string): string {
  return command.replace(/ ?\bNODE_OPTIONS=--test-reporter=tap\b/, "").replace(ADDED, "");
}

type All = Expanded & { found: { at: number; invocation: Invocation }[] };

/** Each command of the line that starts a runner; null where the line does more than to join commands. */
function allIn(line: string, scripts: Scripts): All | null {
  const whole = expanded(line, scripts);
  if (whole === null) return null;
  const found = whole.parts.flatMap((part, at) => {
    const invocation = invocationIn(part);
    return invocation === null ? [] : [{ at, invocation }];
  });
  return { ...whole, found };
}

/** Null where no command of the line starts a runner, or more than one does. */
function foundIn(line: string, scripts: Scripts): Found | null {
  const { found = [], ...whole } = allIn(line, scripts) ?? {};
  const [first, ...more] = found;
  if (!("parts" in whole) || first === undefined || more.length > 0) return null;
  return { ...whole, ...first };
}

/** Each runner of the line runs, whatever another said, and writes a report of its own. */
function reportingSeveral({ parts, found }: All, path: string): string {
  const sets = setsOf(parts[0] ?? "");
  const own = parts.map((part, at) => {
    const index = found.findIndex((each) => each.at === at);
    const invocation = found[index]?.invocation;
    if (invocation === undefined) return at === 0 ? part.slice(sets.length) : part;
    const before = at === 0 ? invocation.before.slice(sets.length) : invocation.before;
    const bare = { ...invocation, before };
    return `{ ${at === 0 ? "" : setsOf(part)}(${askedOf(bare, commandOf(bare), partAt(path, index))}) || failed=1; }`;
  });
  const moves = parts.some((part) => /^cd\b/.test(part));
  const [last, first] = [
    own.filter((part) => !moves && isLint(part)),
    own.filter((part) => moves || !isLint(part)),
  ];
  const files = found.map((_, index) => partAt(path, index));
  return `${sets}failed=0; ${[...first, ...last].join(" && ")}; status=$?; ${gathered(files, path)}; [ $failed = 0 ] && (exit $status)`;
}

function isLint(part: string): boolean {
  return LINTS.test(part);
}

function reporting(line: string, scripts: Scripts, path: string): string | null {
  const found = foundIn(line, scripts);
  if (found === null) return null;
  const { invocation, takesWords } = found;
  const own = takesWords && !NODE_OPTIONS.test(invocation.before) ? line : commandOf(invocation);
  const whole = askedOf(invocation, own, path);
  if (!takesWords) return rejoined(found, whole, isLint);
  return own === line ? whole : alone(line, whole);
}

/** `own`: the command that starts the runner. */
function askedOf({ style, program, words }: Invocation, own: string, path: string): string {
  const called = [program, ...words].join(" ");
  const { prepare, nodeOptions, options, printed } = style.reporting(path, called);
  const watched = nodeOptions === undefined ? own : withNodeOptions(own, nodeOptions);
  const asked = options === undefined ? watched : withWords(watched, options);
  const told = printed === undefined ? asked : throughFilter(asked, printed, path);
  return prepare === undefined ? told : `${prepare}; ${told}`;
}

function commandOf({ before, program, words }: Invocation): string {
  return `${before}${[program, ...words].join(" ")}`;
}

/** A quoted or bare value: the shell joins what stands next to it. */
const NODE_OPTIONS = /\bNODE_OPTIONS=(?=["']|[^\s"']+)/;

/** A variable of the command would replace ours, so ours is put before its value. */
function withNodeOptions(command: string, options: string): string {
  return NODE_OPTIONS.test(command)
    ? command.replace(NODE_OPTIONS, () => `NODE_OPTIONS="${options} "`)
    : `export NODE_OPTIONS="${options}"; ${command}`;
}

/** npm says what it runs between the lines of the runner, unless it is told not to. */
function throughFilter(line: string, filter: string, path: string): string {
  const [printed, written] = [`${path}.out`, `${path}.xml`];
  return `(export npm_config_loglevel=silent; ${line}) >${printed}; status=$?; cat ${printed}; { cat ${written}; ${filter} ${printed}; echo '${LAST_LINE}'; } >${path} 2>/dev/null; (exit $status)`;
}

/** npm gives a script only what follows `--`. */
function withWords(command: string, words: string): string {
  const throughNpm = /(?:^|[\s;])npm (?:run )?[\w:.-]+/.test(command) && !/ -- /.test(command);
  return throughNpm ? `${command} -- ${words}` : `${command} ${words}`;
}

function only(line: string, scripts: Scripts, files: readonly string[]): string | null {
  const found = foundIn(line, scripts);
  const inside = found === null ? null : filesFor(found, files);
  if (found === null || inside === null || inside.length === 0) return null;
  const { invocation, takesWords } = found;
  const named = invocation.style.only(inside.map(quoted));
  const kept = withoutFiles(invocation);
  if (takesWords && kept.length === invocation.words.length) return withWords(line, named);
  const command = commandOf({ ...invocation, words: [...kept, named] });
  return takesWords ? alone(line, command) : leading(found, command, isLint);
}

/** A script's own command in place of the call of the script. */
function alone(line: string, command: string): string {
  return /(?:^|\s)(?:npm|pnpm|yarn|bun run|deno task) /.test(line) ? fromNpm(command) : command;
}
