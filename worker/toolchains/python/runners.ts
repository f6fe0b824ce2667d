// Which of Python's runners a command calls.
import { partsOf } from "../joined.ts";
import type { Project } from "../toolchain.ts";
import { django } from "./django.ts";
import { pytest } from "./pytest.ts";
import { unittest } from "./unittest.ts";

const OPTIONS = String.raw`(?: --?[\w-]+(?:=\S+)?)*`;
/** What stands before a program and starts it: variables, project managers, a coverage tool. */
const BEFORE = [
  "(?:export|set) [^;]*; *",
  String.raw`[A-Za-z_]\w*=\S* +`,
  String.raw`(?:(?:python[\d.]* -m )?(?:poetry|pdm|pipenv|rye|hatch|uv) run|env|time|xvfb-run)${OPTIONS} +`,
  String.raw`(?:python[\d.]* -m )?coverage run${OPTIONS} +`,
].join("|");
const PYTHON = String.raw`(?:(?:\S*\/)?python[\d.]*(?: -[BEIOPRSWXbdsu]\S*(?: (?!-)\S+)?)*? -m +|-m +)`;
const PYTEST = new RegExp(String.raw`^(?:${BEFORE})*(?:${PYTHON}|\S*\/)?(?:pytest|py\.test)(?![\w.-])`);
const DJANGO = new RegExp(
  String.raw`^(?:${BEFORE})*(?:(?:\S*\/)?python[\d.]*(?: -[BEIOPSWXsu]\S*)* (?=\S*manage\.py |-m ))?(?:[\w./-]*manage\.py|-m django) test(?= |$)`,
);
const UNITTEST = new RegExp(String.raw`^(?:${BEFORE})*${PYTHON}unittest(?![\w.-])`);

export const runnerOf: Project["runnerOf"] = ({ command, kind }) => {
  if (kind !== "test" || partsOf(command)?.length !== 1) return null;
  if (PYTEST.test(command)) return pytest;
  if (DJANGO.test(command)) return django;
  return UNITTEST.test(command) ? unittest : null;
};
