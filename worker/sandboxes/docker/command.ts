// Runs one of the host's own programs without a shell: mount, mkfs, cp, chmod and their like, on our own directories.
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
