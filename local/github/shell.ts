// A shell that stays open and starts git for us. A start from a large process, such as a test runner, costs ten times more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

type ShellResult = { status: number; out: Buffer; err: Buffer };

export type Shell = AsyncDisposable & {
  /** Runs one command to its end, while others wait for their turn. */
  run(command: string[], input?: string | Buffer): Promise<ShellResult>;
};

/** The output of the commands goes through files in `folder`. */
export async function openShell(folder: string): Promise<Shell> {
  await mkdir(folder, { recursive: true });
  const [input, out, err] = [join(folder, "in"), join(folder, "out"), join(folder, "err")];
  const shell = spawn("sh", { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(shell, "close");
  // If the shell dies, its output ends, and that ends the waiting.
  shell.stdin.on("error", () => undefined);
  const statuses = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();

  const run = async (command: string[], given: string | Buffer | undefined): Promise<ShellResult> => {
    const words = command.map(quote).join(" ");
    if (!shell.stdin.writable) throw new Error(`Could not run ${words}: the shell is closed.`);
    if (given !== undefined) await writeFile(input, given);
    shell.stdin.write(
      `${words} <${quote(given === undefined ? "/dev/null" : input)} >${quote(out)} 2>${quote(err)}\n`,
    );
    shell.stdin.write("echo $?\n");
    const { value, done } = await statuses.next();
    if (done) throw new Error(`Could not run ${words}: the shell died.`);
    return { status: Number(value), out: await readFile(out), err: await readFile(err) };
  };

  return {
    run: (command, given) => {
      const mine = last.then(() => run(command, given));
      last = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    [Symbol.asyncDispose]: async () => {
      await last;
      shell.stdin.end();
      await closed;
    },
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
