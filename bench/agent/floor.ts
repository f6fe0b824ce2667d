// The least that a step can cost here: one bare exchange with the model, and one line for a shell that stays open in the container.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

export type OpenShell = AsyncDisposable & {
  /** What the command prints, with its exit status. */
  run(command: string): Promise<string>;
};

/** It has no time limit, no end of what a command leaves running, and no bound of output: it does nothing but run. */
export function openShell(container: string): OpenShell {
  const shell = spawn("docker", ["exec", "-i", container, "sh"], { stdio: "pipe" });
  const said = linesOf(shell);
  return {
    run: async (command) => {
      shell.stdin.write(`{ ${command}\n} 2>&1; echo "${END}$?"\n`);
      let output = "";
      for (;;) {
        const { value, done } = await said.next();
        if (done === true) throw new Error("The shell ended");
        if (value.startsWith(END)) return `${output}exit status ${value.slice(END.length)}`;
        output += `${value}\n`;
      }
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => shell.once("close", resolve));
      shell.stdin.end();
      await closed;
    },
  };
}

const END = "--end--";

async function* linesOf({ stdout }: ChildProcessWithoutNullStreams): AsyncGenerator<string, void, undefined> {
  let rest = "";
  for await (const chunk of stdout) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** What a script of a few lines does with the same bytes: ask, read the call out of the stream, run it. */
export async function floorStep(
  exchange: (body: string) => Promise<string>,
  body: string,
  shell: OpenShell,
): Promise<void> {
  const answer = await exchange(body);
  const written = answer.match(/"arguments":"((?:[^"\\]|\\.)*)"/g) ?? [];
  const { command } = JSON.parse(written.map((piece) => String(JSON.parse(`{${piece}}`).arguments)).join(""));
  await shell.run(command);
}
