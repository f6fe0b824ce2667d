// Searching the repository with the best program its image has, and reading what that program prints.
import type { Match } from "../sandbox.ts";

const MAX_COLUMNS = 400;

/** Prints `path NUL line:text` for each match, whichever program does it. */
export function searchCommand(pattern: string, path: string): string {
  const [wanted, at] = [quote(pattern), quote(path === "" ? "." : `./${path}`)];
  return `if command -v rg >/dev/null 2>&1; then
  exec rg --null --with-filename --line-number --no-heading --color=never --no-messages --hidden --no-require-git --no-ignore-parent \\
    --no-ignore-global --no-config --max-columns=${MAX_COLUMNS} --max-columns-preview --sort=path --glob='!.git' -e ${wanted} -- ${at}
elif command -v git >/dev/null 2>&1 && git rev-parse >/dev/null 2>&1; then
  exec git -c core.fsmonitor=false grep --untracked -z -n -I -E --no-color -e ${wanted} -- ${at}
fi
exec grep -rEnHIZ --exclude-dir=.git -e ${wanted} -- ${at}`;
}

/** Reads complete lines only; a line that was cut is left out. */
export function readMatches(output: string, maxMatches: number): Match[] {
  const matches: Match[] = [];
  for (const line of output.split("\n").slice(0, -1)) {
    const match = /^(?:\.\/)?([^\0]*)\0(\d+)[:\0](.*)$/s.exec(line);
    if (match === null) continue;
    const [, path = "", number = "", text = ""] = match;
    matches.push({ path, line: Number(number), text: text.slice(0, MAX_COLUMNS) });
    if (matches.length === maxMatches) break;
  }
  return matches;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
