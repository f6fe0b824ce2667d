// Why a file that was just written will be missing in the change, or other there, as the model that wrote it is told at once.
import type { Sandbox } from "../sandboxes/sandbox.ts";

const LIMITS = { timeoutMs: 10_000, outputBytes: 2000 };
/** Without what git may start by itself there. */
const GIT = "git --no-optional-locks -c core.fsmonitor=false";

/** Sentences with a space before them; empty where nothing is in the way. What git says comes from the sandbox. */
export async function leftOutText(
  sandbox: Pick<Sandbox, "run">,
  path: string,
  signal: AbortSignal,
): Promise<string> {
  // A path that begins with a colon has a meaning of its own to git.
  const file = `'./${path.replaceAll("'", "'\\''")}'`;
  const line = `${GIT} check-ignore --verbose -- ${file}; ${GIT} check-attr filter -- ${file}`;
  const { output } = await sandbox.run({ line, ...LIMITS, signal });
  signal.throwIfAborted();
  return `${ignoredText(output)}${filterText(output)}`;
}

/** A rule that begins with an exclamation mark takes a file in again. */
function ignoredText(output: string): string {
  const rule = /^(?<source>[^\t\n]*:\d+:(?!!)[^\t\n]*)\t/m.exec(output)?.groups?.source;
  return rule === undefined
    ? ""
    : ` It is ignored by git (${rule}), so it is no part of your change: write it elsewhere, or have the ignore file take it in again.`;
}

function filterText(output: string): string {
  const filter = /: filter: (?!unspecified$|unset$)(?<name>\S+)$/m.exec(output)?.groups?.name;
  return filter === undefined
    ? ""
    : ` Git attributes ask for the filter ${filter} here, which is not run: the file would be stored as it is.`;
}
