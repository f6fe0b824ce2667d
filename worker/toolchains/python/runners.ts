// Which of Python's runners a command calls.
import { partsOf } from "../joined.ts";
import { throughOnly } from "../recipe-runner.ts";
import type { Runner } from "../runner.ts";
import type { Project } from "../toolchain.ts";
import { django } from "./django.ts";
import { doctest } from "./doctest.ts";
import { handedOn } from "./handed.ts";
import { pytest } from "./pytest.ts";
import type { Settings } from "./settings.ts";
import { unittest } from "./unittest.ts";

const OPTIONS = String.raw`(?: --?[\w-]+(?:=\S+)?)*`;
/** What stands before a program and starts it: variables, project managers, a coverage tool. */
const BEFORE = [
  "(?:export|set) [^;]*; *",
  String.raw`[A-Za-z_]\w*=\S* +`,
  String.raw`(?:(?:python[\d.]* -m )?(?:poetry|pdm|pipenv|rye|hatch|uv|pixi) run|uvx|pipx run|uv tool run|env|time|xvfb-run)${OPTIONS} +`,
  String.raw`(?:python[\d.]* -m )?coverage run${OPTIONS} +`,
].join("|");
const PYTHON = String.raw`(?:(?:\S*\/)?python[\d.]*(?: -[BEIOPRSWXbdsu]\S*(?: (?!-)\S+)?)*? -m +|-m +)`;
const PYTEST = new RegExp(String.raw`^(?:${BEFORE})*(?:${PYTHON}|\S*\/)?(?:pytest|py\.test)(?![\w.-])`);
const DJANGO = new RegExp(
  String.raw`^(?:${BEFORE})*(?:(?:\S*\/)?python[\d.]*(?: -[BEIOPSWXsu]\S*)* (?=\S*manage\.py |-m ))?(?:[\w./-]*manage\.py|-m django) test(?= |$)`,
);
const DOCTEST = new RegExp(String.raw`^(?:${BEFORE})*${PYTHON}doctest(?![\w.-])`);
const UNITTEST = new RegExp(String.raw`^(?:${BEFORE})*${PYTHON}unittest(?![\w.-])`);

const direct: Project["runnerOf"] = ({ command, kind }) => {
  if (kind !== "test" || partsOf(command)?.length !== 1) return null;
  if (PYTEST.test(command)) return pytest;
  if (DJANGO.test(command)) return django;
  if (DOCTEST.test(command)) return doctest;
  return UNITTEST.test(command) ? unittest : null;
};

const MOST_DEPTH = 3;

/** Also behind a program that runs a command of the project's settings. */
export function runnerIn(settings: Settings): Project["runnerOf"] {
  const found = (check: Parameters<Project["runnerOf"]>[0], depth: number): Runner | null => {
    const known = direct(check);
    if (known !== null || check.kind !== "test" || depth > MOST_DEPTH) return known;
    const handed = handedOn(check.command, settings);
    if (handed === null) return null;
    const parts = handed.commands.flatMap((command) => partsOf(command) ?? [command]);
    const runner = throughOnly(parts.flatMap((command) => found({ ...check, command }, depth + 1) ?? []));
    return runner === null ? null : needing(runner, handed.needs);
  };
  return (check) => found(check, 0);
}

function needing(runner: Runner, needs: string): Runner {
  const asked = (command: string, path: string) => {
    const line = runner.through?.(command, path).command ?? command;
    return { command: `${needs}${line}` };
  };
  return needs === "" ? runner : { ...runner, reporting: asked, through: asked };
}
