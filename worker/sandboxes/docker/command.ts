// Runs one of the host's own programs without a shell: only mount, umount, mkfs, cp and chmod, on our own directories.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Rejects with what the program said. */
export async function hostCommand(program: string, words: string[]): Promise<void> {
  await execute(program, words, {
    timeout: 120_000,
    maxBuffer: 1024 ** 2,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
}
