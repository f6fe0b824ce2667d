// The one place that starts git: pinned configuration, no shell, no prompt, no hook, and limits on time and output.
import { spawn } from "node:child_process";
import { PermanentError } from "../../src/domain/errors.ts";
import { nullOn } from "../leases/null-on.ts";

export type GitCall = {
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  /** Configuration for this call alone. It goes through the environment, which no process list shows. */
  config?: Record<string, string>;
  input?: string | Uint8Array;
  timeoutMs?: number;
  /** The most output to keep. A call that prints more is ended, and its answer is `cut`. */
  outputBytes?: number;
  signal: AbortSignal;
};

/** `status` is null if git was ended because it printed too much. */
type GitAnswer = { status: number | null; stdout: Buffer; stderr: string; cut: boolean };

/** Throws when the signal aborts, when time is up, and (PermanentError) when git cannot start. Any exit status is an answer. */
export type Git = (call: GitCall) => Promise<GitAnswer>;

const MEBIBYTE = 1024 ** 2;
const STDERR_BYTES = 64 * 1024;

/** The variables of the worker's own environment that git gets. */
const INHERITED = [
  "PATH",
  "HTTPS_PROXY",
  "https_proxy",
  "NO_PROXY",
  "no_proxy",
  "SSL_CERT_FILE",
  "GIT_SSL_CAINFO",
];

const PINNED: Record<string, string> = {
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "credential.helper": "",
  "gc.auto": "0",
  "maintenance.auto": "false",
  "http.followRedirects": "false",
  // A pack appears whole or not at all, so a commit in the mirror is complete.
  "fetch.unpackLimit": "1",
};

export function gitWith(environment: Record<string, string | undefined>): Git {
  const inherited = INHERITED.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const base = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    ...Object.fromEntries(inherited),
    HOME: "/nonexistent",
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_ALLOW_PROTOCOL: "",
  };
  return (call) => run(call, { ...base, ...configuration({ ...PINNED, ...call.config }), ...call.env });
}

/** The output of a call that must succeed: any other status is our fault or the repository's, and throws. */
export async function outputOf(git: Git, call: GitCall): Promise<Buffer> {
  const answer = await git(call);
  if (answer.status === 0) return answer.stdout;
  throw new Error(
    `git ${call.args[0]} ended with ${answer.status ?? "too much output"}: ${tidy(answer.stderr)}`,
  );
}

/** The contents that `git cat-file --batch` prints, in the order of the request. Each answer is `id blob size LF content LF`. */
export function* batchContents(output: Buffer): Generator<Buffer> {
  for (let from = 0; from < output.length; ) {
    const headEnd = output.indexOf(10, from);
    const bytes = Number(output.toString("latin1", from, headEnd).split(" ")[2]);
    yield output.subarray(headEnd + 1, headEnd + 1 + bytes);
    from = headEnd + 1 + bytes + 1;
  }
}

export function tidy(stderr: string): string {
  return stderr.replace(/\s+/g, " ").trim().slice(0, 500);
}

function run(call: GitCall, env: Record<string, string>): Promise<GitAnswer> {
  const { timeoutMs = 60_000, outputBytes = 64 * MEBIBYTE } = call;
  const timeUp = AbortSignal.timeout(timeoutMs);
  const ended = AbortSignal.any([call.signal, timeUp]);
  return new Promise((resolve, reject) => {
    if (call.signal.aborted) return reject(call.signal.reason);
    // A process group of its own, because the processes that git starts outlive it and would go on downloading.
    const child = spawn("git", call.args, { cwd: call.cwd, env, detached: true });
    const stop = () => killGroup(child.pid);
    const stdout = collectOutput(outputBytes, stop);
    const stderr = collectOutput(STDERR_BYTES, () => {});
    ended.addEventListener("abort", stop, { once: true });
    child.stdout.on("data", stdout.add);
    child.stderr.on("data", stderr.add);
    // If git ends before it has read its input, its status says why.
    child.stdin.on("error", () => {});
    child.stdin.end(call.input ?? "");
    child.on("error", (fault) => reject(notStarted(fault)));
    child.on("close", (status) => {
      ended.removeEventListener("abort", stop);
      if (call.signal.aborted) return reject(call.signal.reason);
      if (timeUp.aborted)
        return reject(new Error(`git ${call.args[0]} took longer than ${timeoutMs / 1000} s`));
      const { bytes, cut } = stdout.collected();
      resolve({
        status: cut ? null : status,
        stdout: bytes,
        stderr: stderr.collected().bytes.toString(),
        cut,
      });
    });
  });
}

function notStarted(fault: Error): Error {
  return new PermanentError({ kind: "git-not-started", programSaid: fault.message });
}

function collectOutput(maxBytes: number, onFull: () => void) {
  const chunks: Buffer[] = [];
  let room = maxBytes;
  let cut = false;
  return {
    add(chunk: Buffer) {
      chunks.push(chunk.subarray(0, room));
      if (chunk.length > room && !cut) {
        cut = true;
        onFull();
      }
      room = Math.max(0, room - chunk.length);
    },
    collected: () => ({ bytes: Buffer.concat(chunks), cut }),
  };
}

/** The process may have just ended by itself. */
function killGroup(pid: number | undefined): void {
  if (pid !== undefined) void nullOn(["ESRCH"], async () => process.kill(-pid, "SIGKILL"));
}

function configuration(config: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(config);
  const numbered = pairs.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(numbered) };
}
