// The command line as a person runs it: a process of its own, with nothing of ours in its environment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const PROGRAM = join(import.meta.dirname, "../../bin/issuewright.ts");

export type Ended = { status: number | null; stdout: string; stderr: string };
export type Started = {
  ended: Promise<Ended>;
  /** Resolves when standard output has said these words. */
  says(words: string): Promise<void>;
  /** As Ctrl-C does. */
  interrupt(): void;
};
export type Place = { environment?: Record<string, string>; cwd?: string };

export function issuewright(words: string[], place: Place = {}): Promise<Ended> {
  return startIssuewright(words, place).ended;
}

export function startIssuewright(words: string[], { environment = {}, cwd = "/" }: Place = {}): Started {
  const env = { PATH: process.env.PATH ?? "", HOME: "/nonexistent", ...environment };
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const closed = once(child, "close");
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  return {
    ended: closed.then(async () => ({
      status: child.exitCode,
      stdout: await stdout,
      stderr: await stderr,
    })),
    says: async (words) => {
      while (!said.includes(words)) {
        const [next] = await Promise.race([once(child.stdout, "data"), closed.then(() => [null])]);
        if (next === null && !said.includes(words)) throw new Error(`It ended without saying ${words}`);
      }
    },
    interrupt: () => child.kill("SIGINT"),
  };
}
