// A page of help, from what a command says of its use.
import type { Options, Usage } from "./command.ts";

export function helpText({ name, synopsis, about, options, notes = [] }: Usage<Options>): string {
  const calls = synopsis.map((words) => `issuewright ${name} ${words}`.trimEnd());
  const [first = "", ...more] = calls;
  const blocks = [
    [`Usage: ${first}`, ...more.map((call) => `       ${call}`)],
    about,
    optionLines(options),
    notes,
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function optionLines(options: Options): string[] {
  const width = Math.max(0, ...Object.keys(options).map((option) => option.length)) + 2;
  return Object.entries(options).flatMap(([option, { help }]) =>
    help.map((line, at) => `  ${(at === 0 ? `--${option}` : "").padEnd(width)}  ${line}`),
  );
}
