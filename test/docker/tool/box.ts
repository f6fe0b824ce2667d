// A container in which tool servers run under the sanitizers. They kill every process of their uid: never on the host.
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { promisify } from "node:util";
import { sanitizedTool } from "./sanitized.ts";

const execute = promisify(execFile);

/** A report ends the program with this status; leaks are looked for when it ends by itself. */
const SANITIZERS = [
  "ASAN_OPTIONS=exitcode=99:detect_leaks=1",
  "UBSAN_OPTIONS=exitcode=99:print_stacktrace=1",
];

export type Box = AsyncDisposable & {
  /** The words of a command that runs a program inside with our end of its pipes. */
  inside(uid: number, words: string[]): string[];
  /** Changes how many processes there may be, those there are included. */
  limitProcesses(most: number): Promise<void>;
};

export async function openBox(): Promise<Box> {
  const { image, folder } = await sanitizedTool();
  const name = `issuewright-tool-${randomUUID()}`;
  const options = [
    ...["--interactive", "--rm", "--init", "--network", "none", "--name", name],
    ...["--memory", "1g", "--memory-swap", "1g", "--pids-limit", "256", "--user", "19999:19999"],
    ...["--tmpfs", "/repo:mode=1777,size=256m", "--tmpfs", "/small:mode=1777,size=64k"],
    ...["--volume", `${folder}:/tool:ro`],
  ];
  // It lives as long as we hold its input, like a sandbox.
  const holder = spawn("docker", ["run", ...options, image, "sh", "-c", "echo ready; exec cat"]);
  const failed = once(holder, "exit").then(() => {
    throw new Error("the container for the tool server did not start; run script/bootstrap");
  });
  await Promise.race([once(holder.stdout, "data"), failed]);
  failed.catch(() => {});
  return {
    inside: (uid, words) => [
      ...["exec", "-i", "--user", `${uid}:${uid}`, "--workdir", "/"],
      ...SANITIZERS.flatMap((variable) => ["--env", variable]),
      ...[name, ...words],
    ],
    limitProcesses: async (most) => {
      await execute("docker", ["update", "--pids-limit", String(most), name]);
    },
    async [Symbol.asyncDispose]() {
      const gone = once(holder, "exit");
      holder.stdin.end();
      await gone;
    },
  };
}
