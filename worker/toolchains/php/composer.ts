// A script of composer.json as the commands that it runs.
import { z } from "zod";
import { jsonIn } from "../../diagnostics/format.ts";
import { partsOf } from "../joined.ts";

/** A script is a command, or several; `@` names another script or PHP itself. */
export type Scripts = Readonly<Record<string, readonly string[]>>;

const Manifest = z.object({
  scripts: z
    .record(
      z.string(),
      z.union([z.string().transform((one) => [one]), z.array(z.string()), z.unknown().transform(() => [])]),
    )
    .default({}),
});

const CALL = /^composer (?:run(?:-script)? )?(?<name>[\w:-]+)(?: --)?(?<words>(?: .*)?)$/;
const MAX_DEPTH = 5;

export function scriptsIn(manifest: string): Scripts {
  return Manifest.safeParse(jsonIn(manifest)).data?.scripts ?? {};
}

/** The command itself where it calls no script; with more than one command in a script, Composer gives words to each. */
export function expanded(command: string, scripts: Scripts): string {
  const { name = "", words = "" } = CALL.exec(command)?.groups ?? {};
  if (!Object.hasOwn(scripts, name)) return command;
  const lines = linesOf(name, scripts, 0);
  if (lines === null || lines.length === 0) return command;
  const all = lines.map((line) => `${line}${words}`);
  return `export PATH="$PWD/vendor/bin:$PATH"; ${all.join(" && ")}`;
}

/** Null for what is no command of a shell, as a method of PHP. */
function linesOf(name: string, scripts: Scripts, depth: number): string[] | null {
  if (depth > MAX_DEPTH) return null;
  const lines = (scripts[name] ?? []).map((line): string[] | null => {
    if (/^@(?:php|putenv) /.test(line))
      return [line.replace(/^@php /, "php ").replace(/^@putenv /, "export ")];
    const other = /^@(?<name>[\w:-]+)$/.exec(line)?.groups?.name;
    if (other !== undefined) return Object.hasOwn(scripts, other) ? linesOf(other, scripts, depth + 1) : null;
    return /^@|::/.test(line) || partsOf(line) === null ? null : [line];
  });
  return lines.some((each) => each === null) ? null : lines.flatMap((each) => each ?? []);
}
