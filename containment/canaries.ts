// Made-up secrets where the real ones live: in the worker's environment, in a process of this host, in git's token.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { accessVariables, PROVIDER_NAMES } from "../src/domain/provider.ts";
import { token } from "./targets.ts";

/** Every secret the operator gives us, by the variable it comes in. */
const VARIABLES = [
  ...PROVIDER_NAMES.map((name) => accessVariables(name).key),
  "PRIVATE_KEY",
  "WEBHOOK_SECRET",
  "WEBHOOK_SECRET_PREVIOUS",
  "REDIS_URL",
  "NPM_TOKEN",
];

export type Canaries = AsyncDisposable & {
  /** In all of them. */
  mark: string;
  /** Whether this host sees them where they were planted. */
  seenHere(): Promise<boolean>;
  /** As git is given it, to fetch. */
  authorization: string;
};

/** Puts values into the worker's environment until disposed. */
export type Plant = (values: Record<string, string>) => Disposable;

export async function plantCanaries(plant: Plant): Promise<Canaries> {
  await using stack = new AsyncDisposableStack();
  const mark = `issuewright-canary-${token()}`;
  const values = Object.fromEntries(VARIABLES.map((name) => [name, `${mark}-${name}`]));
  stack.use(plant(values));
  // No list of processes shows what was set while a process ran; what the process was started with is shown.
  // It ends when this process ends, because its input closes.
  const holder = spawn("cat", [], {
    argv0: `${mark}-argument`,
    env: { ...values, PATH: "/usr/bin:/bin" },
    stdio: ["pipe", "ignore", "ignore"],
  });
  stack.defer(() => {
    holder.kill("SIGKILL");
  });
  const closer = stack.move();
  return {
    mark,
    authorization: `basic ${mark}-installation-token`,
    seenHere: async () => (await readFile(`/proc/${holder.pid}/environ`, "latin1")).includes(mark),
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}
