// Runs programs of the host, such as mount, mkfs, cp and chmod, on our own folders.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** What it printed; rejects with what it said when it failed. */
export async function hostCommand(program: string, words: string[]): Promise<string> {
  const { stdout } = await execute(program, words, {
    timeout: 120_000,
    maxBuffer: 1024 ** 2,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  return stdout;
}

/**
 * Runs a few programs in a row, until the first that fails; `words` are $1, $2 and so on. Each child of this process
 * stops it for milliseconds, the more so the more memory it has (libuv forks); a child of a shell costs almost nothing.
 */
export async function hostScript(script: string, words: string[]): Promise<string> {
  return await hostCommand("sh", ["-ec", script, "sh", ...words]);
}
