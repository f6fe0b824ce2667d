// Runs the host's own programs: mount, mkfs, cp, chmod and their like, on our own directories.
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
 * A few of them in a row, until the first that fails: `words` are $1, $2 and so on. A child of ours costs milliseconds in
 * which nothing else goes on, the more memory we have the more (libuv forks); a child of a shell's costs almost nothing.
 */
export async function hostScript(script: string, words: string[]): Promise<string> {
  return await hostCommand("sh", ["-ec", script, "sh", ...words]);
}
