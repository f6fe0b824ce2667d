// Programs that run a command of the project's own settings: Hatch, PDM, Pipenv, Rye, Poe and taskipy; tox and nox are beside it.
import { at, textsIn } from "../manifests.ts";
import { tomlIn } from "../toml.ts";
import { noxCommands } from "./nox.ts";
import type { Handed, Settings } from "./settings.ts";
import { toxCommands } from "./tox.ts";

const MANAGED = /^(?:(?:python[\d.]* -m )?(?:poetry|uv|pdm|pipenv|hatch|rye) run (?:--?[\w-]+(?:=\S+)? )*)/;
const PYTHON = String.raw`(?:python[\d.]* -m )?`;
const HATCH_TEST = new RegExp(`^${PYTHON}hatch test(?<words>(?: [\\w./:=-]+)*)$`);
const HATCH_RUN = new RegExp(
  `^${PYTHON}hatch (?:-e (?<env>[\\w.-]+) )?run (?:(?<own>[\\w.-]+):)?(?<name>[\\w.-]+)(?<words>(?: .*)?)$`,
);
const PDM = new RegExp(`^${PYTHON}pdm (?:run )?(?:-[sp] )?(?<name>[\\w:.-]+)(?<words>(?: .*)?)$`);
const PIPENV = new RegExp(`^${PYTHON}pipenv run (?<name>[\\w:.-]+)(?<words>(?: .*)?)$`);
const RYE = /^rye (?:run )?(?<name>[\w:.-]+)(?<words>(?: .*)?)$/;
const POE = /^poe(?:thepoet)? (?:-q )?(?<name>[\w:.-]+)(?<words>(?: .*)?)$/;
const TASKIPY = /^task (?<name>[\w:.-]+)(?<words>(?: .*)?)$/;

/** Null: the command is none of these, or what it runs is not written out. */
export function handedOn(command: string, settings: Settings): Handed | null {
  const tox = toxCommands(bare(command), settings);
  if (tox !== null) return tox;
  const root = tomlIn(settings.pyproject);
  const hatch = settings.hatch === "" ? at(root, "tool", "hatch") : tomlIn(settings.hatch);
  const commands =
    noxCommands(bare(command), settings.noxfile) ??
    hatchTest(command, hatch) ??
    hatchRun(command, hatch) ??
    scripted(PDM.exec(command), at(root, "tool", "pdm", "scripts")) ??
    scripted(PIPENV.exec(command), at(tomlIn(settings.pipfile), "scripts")) ??
    scripted(RYE.exec(command), at(root, "tool", "rye", "scripts")) ??
    scripted(POE.exec(bare(command)), at(root, "tool", "poe", "tasks")) ??
    scripted(TASKIPY.exec(bare(command)), at(root, "tool", "taskipy", "tasks"));
  return commands === null ? null : { commands, needs: "" };
}

/** A project manager may start the program. */
function bare(command: string): string {
  return command.replace(MANAGED, "");
}

/** https://hatch.pypa.io/latest/config/internal/testing: `run` is what it runs, unless the project says otherwise. */
function hatchTest(command: string, hatch: unknown): string[] | null {
  const words = HATCH_TEST.exec(command)?.groups?.words;
  if (words === undefined) return null;
  const own = at(hatch, "envs", "hatch-test", "scripts", "run");
  return own === undefined ? [`pytest${words}`] : listOf(own);
}

/** https://hatch.pypa.io/latest/config/environment/overview/#scripts */
function hatchRun(command: string, hatch: unknown): string[] | null {
  const { env, own = env ?? "default", name = "", words = "" } = HATCH_RUN.exec(command)?.groups ?? {};
  if (name === "") return null;
  const scripts = at(hatch, "envs", own, "scripts");
  return at(scripts, name) === undefined ? [`${name}${words}`] : linesOf(scripts, name, words, 0);
}

function scripted(call: RegExpExecArray | null, scripts: unknown): string[] | null {
  const { name = "", words = "" } = call?.groups ?? {};
  return at(scripts, name) === undefined ? null : linesOf(scripts, name, words, 0);
}

const MOST_DEPTH = 5;
/** How a task names what it runs: `composite` of PDM, `chain` of Rye and `sequence` of Poe are lists of names or commands. */
const KEYS = ["cmd", "shell", "composite", "chain", "sequence"] as const;

function linesOf(scripts: unknown, name: string, words: string, depth: number): string[] | null {
  const script = at(scripts, name);
  const lines = KEYS.map((key) => listOf(at(script, key), key)).find((found) => found !== null);
  const found = lines ?? listOf(script);
  if (found === null || depth > MOST_DEPTH) return null;
  const parts = found.map((line): string[] | null => {
    const [first = "", ...others] = filled(line, words).split(" ");
    const inner = others.length > 0 ? ` ${others.join(" ")}` : "";
    return at(scripts, first) === undefined || first === name
      ? [`${first}${inner}`]
      : linesOf(scripts, first, inner, depth + 1);
  });
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

/** `{args:tests}` are the words behind the call, or what stands there. */
function filled(line: string, words: string): string {
  const own = words.replace(/^ -- /, " ").trim();
  return line.replaceAll(/\s*\{(?:args|posargs)(?::([^}]*))?\}/g, (_whole, otherwise: string | undefined) => {
    const instead = own === "" ? (otherwise ?? "") : own;
    return instead === "" ? "" : ` ${instead}`;
  });
}

/** A command in a list of words is one command. */
function listOf(value: unknown, key = ""): string[] | null {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return null;
  const texts = textsIn(value);
  if (texts.length !== value.length || texts.length === 0) return null;
  return key === "cmd" ? [texts.join(" ")] : texts;
}
