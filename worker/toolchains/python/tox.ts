// What tox runs for a call: the commands of its environments, as far as they are written out: https://tox.wiki
import { at, textsIn } from "../manifests.ts";
import { tomlIn } from "../toml.ts";
import type { Handed, Settings } from "./settings.ts";

const CALL = /^(?:python[\d.]* -m )?tox(?: (?:run|r|run-parallel|p))?(?<words>(?: .*)?)$/;
const NAMED = /(?:^| )-e[ =]?(?<names>[\w.,:-]+)/;

/** An environment's own commands, or null where it has those of all; and whether it says which variables reach them. */
type Environment = { commands: string[] | null; passes: boolean };
type Tox = { envs: string[]; base: Environment; own: Map<string, Environment>; isToml: boolean };

/** Null: tox is not called, or nothing says what it runs. */
export function toxCommands(command: string, settings: Settings): Handed | null {
  const words = CALL.exec(command)?.groups?.words;
  const tox = words === undefined ? null : (iniOf(settings) ?? tomlOf(settings));
  if (words === undefined || tox === null) return null;
  const [asked = ""] = words.split(" -- ");
  const named = NAMED.exec(asked)?.groups?.names?.split(",") ?? tox.envs;
  const envs = named.length === 0 ? [""] : named;
  const commands = envs.flatMap((env) => tox.own.get(env)?.commands ?? tox.base.commands ?? []);
  return commands.length === 0 ? null : { commands: [...new Set(commands)], needs: passing(envs, tox) };
}

/** What tells a runner that it reports. */
const VARIABLES = ["PYTEST_ADDOPTS", "PYTHONPATH"];

/**
 * tox gives commands only the variables that it is told of: https://github.com/tox-dev/tox/pull/3111 for version 4.11 and newer.
 * An environment that names such variables hides what is added for all.
 */
function passing(envs: readonly string[], { own, isToml }: Tox): string {
  const all = isToml ? "env_run_base" : "testenv";
  const apart = envs.filter((env) => own.get(env)?.passes === true);
  const sections = [all, ...apart.map((env) => (isToml ? `env.${env}` : `testenv:${env}`))];
  const overrides = sections.map((section) => `${section}.pass_env+=${VARIABLES.join(",")}`).join(";");
  return `export TOX_OVERRIDE="${overrides}"; export TOX_TESTENV_PASSENV="${VARIABLES.join(" ")}"; `;
}

const SECTION = /^\[(?<name>[^\]\n]+)\][^\n]*\n(?<body>(?:(?!\[)[^\n]*\n)*)/gm;
const LEGACY = ["tool", "tox", "legacy_tox_ini"] as const;

/** `tox.ini`, or the same text in pyproject.toml. */
function iniOf({ tox, pyproject }: Settings): Tox | null {
  const legacy = at(tomlIn(pyproject), ...LEGACY);
  const text = tox === "" && typeof legacy === "string" ? legacy : tox;
  const sections = new Map(
    [...`${text}\n`.matchAll(SECTION)].map(({ groups }) => [groups?.name?.trim() ?? "", groups?.body ?? ""]),
  );
  if (sections.size === 0) return null;
  const environment = (section: string): Environment => {
    const body = sections.get(section) ?? "";
    const lines = linesAt(body, "commands");
    return {
      commands: lines === null ? null : lines.flatMap((line) => filled(line, sections)),
      passes: linesAt(body, "pass_env") !== null || linesAt(body, "passenv") !== null,
    };
  };
  const core = sections.get("tox") ?? "";
  const envs = linesAt(core, "env_list") ?? linesAt(core, "envlist") ?? [];
  const names = [...sections.keys()].flatMap((name) => /^testenv:(?<env>.+)$/.exec(name)?.groups?.env ?? []);
  return {
    envs: envs.flatMap((line) => line.split(/,(?![^{]*\})/)).map((name) => name.trim()),
    base: environment("testenv"),
    own: new Map(
      names.flatMap((name) => name.split(",").map((env) => [env.trim(), environment(`testenv:${name}`)])),
    ),
    isToml: false,
  };
}

/** The lines of a value; null where the section has none of this name. */
function linesAt(body: string, key: string): string[] | null {
  const list = new RegExp(`^${key}\\s*=((?:[^\\n]*\\n)(?:[ \\t]+[^\\n]*\\n|\\s*\\n)*)`, "m").exec(body)?.[1];
  return list === undefined
    ? null
    : list
        .replaceAll("\\\n", " ")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
}

/** A command whose failure tox ignores tells nothing. What is not known stays out: words in braces that are no plain paths. */
function filled(line: string, sections: ReadonlyMap<string, string>): string[] {
  const of = /^\{\[(?<section>[^\]]+)\]commands\}$/.exec(line)?.groups?.section;
  if (of !== undefined)
    return (linesAt(sections.get(of) ?? "", "commands") ?? []).flatMap((each) =>
      each.startsWith("{[") ? [] : filled(each, sections),
    );
  if (line.startsWith("-")) return [];
  const plain = line
    .replace(/^[\w,!.-]+:\s+/, "")
    .replaceAll(/\s*\{posargs(?::(?<otherwise>[^{}]*))?\}/g, (_whole, otherwise = "") => ` ${otherwise}`)
    .replaceAll(/\{env:\w+(?::(?<otherwise>[^{}]*))?\}/g, (_whole, otherwise = "") => otherwise)
    .replaceAll("{envpython}", "python")
    .replaceAll(/\{(?:toxinidir|tox_root)\}\/?/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain === "" ? [] : [plain.replaceAll(/\{\/\}/g, "/").replaceAll(/\{[\w:[\].]*\}/g, "x")];
}

/** `tox.toml`, or the table of the same shape in pyproject.toml. */
function tomlOf({ pyproject, toxToml }: Settings): Tox | null {
  const root = toxToml === "" ? at(tomlIn(pyproject), "tool", "tox") : tomlIn(toxToml);
  if (root === undefined) return null;
  const environment = (value: unknown): Environment => {
    const list = at(value, "commands");
    const commands = Array.isArray(list) ? list.map((words) => textsIn(words).join(" ")) : null;
    return { commands, passes: at(value, "pass_env") !== undefined };
  };
  const envs = at(root, "env");
  const names = typeof envs === "object" && envs !== null ? Object.keys(envs) : [];
  return {
    envs: textsIn(at(root, "env_list")),
    base: environment(at(root, "env_run_base")),
    own: new Map(names.map((name) => [name, environment(at(envs, name))])),
    isToml: true,
  };
}
