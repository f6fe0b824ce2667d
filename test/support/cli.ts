// The command line as a person runs it: a process of its own, with nothing of ours in its environment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { scriptedEnvironment } from "../../local/model/environment.ts";
import type { LocalModel } from "../../local/model/server.ts";

const PROGRAM = join(import.meta.dirname, "../../bin/issuewright.ts");

export type Ended = { status: number | null; stdout: string; stderr: string };
export type Started = {
  ended: Promise<Ended>;
  /** Resolves when standard output has said these words. */
  says(words: string): Promise<void>;
  /** As Ctrl-C does. */
  interrupt(): void;
  /** As a service manager does. */
  terminate(): void;
};
export type Place = { environment?: Record<string, string>; cwd?: string };

/** With the models of a local endpoint and small sandboxes, and everything it keeps in that folder. */
export function scriptedPlace(
  model: LocalModel,
  folder: string,
  change: Record<string, string> = {},
): Required<Place> {
  const limits = { ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "1024", ISSUEWRIGHT_SANDBOX_DISK_MIB: "256" };
  const kept = { ISSUEWRIGHT_DATA_DIR: join(folder, "data") };
  return { cwd: folder, environment: { ...scriptedEnvironment(model), ...limits, ...kept, ...change } };
}

/** Where how good the tests are is not measured. */
export const NO_TEST_QUALITY = { ISSUEWRIGHT_TEST_QUALITY_MINUTES: "0" };

export function issuewright(words: string[], place: Place = {}): Promise<Ended> {
  return startIssuewright(words, place).ended;
}

export function startIssuewright(words: string[], { environment = {}, cwd = "/" }: Place = {}): Started {
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, HOME: "/nonexistent", ...environment };
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
    terminate: () => child.kill("SIGTERM"),
  };
}
