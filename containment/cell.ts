// One sandbox under attack, with the probe inside, used by the agent and by root.
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../src/domain/errors.ts";
import type { Services } from "../src/domain/rules-services.ts";
import type { PrivilegedAccess } from "../worker/sandboxes/engine.ts";
import type { Egress, Limits, Sandbox, Sandboxes, Tree } from "../worker/sandboxes/sandbox.ts";
import { type Attacker, type AttackResult, noAnswer, refused, worked } from "./result.ts";

const PROBE = join(import.meta.dirname, "probe");
const OUTPUT_BYTES = 4096;
const TIME_LIMIT_MS = 10_000;
/** What a shell ends with when SIGKILL ended its program. */
const KILLED = 137;

export type Ran = { exitStatus: number | null; output: string };

export type Cell = AsyncDisposable & {
  sandbox: Sandbox;
  limits: Limits;
  run(who: Attacker, line: string): Promise<Ran>;
  /** A line that ends with 0 when the attack worked and with 1 when it was refused, having said how. */
  attempt(who: Attacker, line: string): Promise<AttackResult>;
  /** The same for an attack of the probe. */
  probe(who: Attacker, ...words: (string | number)[]): Promise<AttackResult>;
  /** What the engine tells about its machine. */
  describe(): Promise<string>;
};

export type CellOptions = {
  sandboxes: Sandboxes;
  access: PrivilegedAccess;
  tree: Tree;
  limits: Limits;
  egress: Egress | null;
  /** Null: none. */
  services: Services | null;
  /** The probe's program; the first cell that asks compiles it inside. */
  program(compile: () => Promise<Uint8Array>): Promise<Uint8Array>;
};

export async function openCell(options: CellOptions): Promise<Cell> {
  const { sandboxes, access, tree, limits, egress, services } = options;
  const runId = `containment-${randomBytes(6).toString("hex")}`;
  const purpose = egress === null ? "coder" : "setup";
  const wanted = { image: "base", layer: null, patch: null, blinding: null, runId, purpose } as const;
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(
    await sandboxes.open({ ...wanted, tree, limits, egress, ...(services === null ? {} : { services }) }),
  );
  await install(sandbox, await options.program(() => compile(sandbox)));
  const run: Cell["run"] = (who, line) =>
    who === "agent"
      ? sandbox.run({ line, timeoutMs: TIME_LIMIT_MS, outputBytes: OUTPUT_BYTES })
      : access.asRoot(runId, line, TIME_LIMIT_MS);
  const attempt: Cell["attempt"] = async (who, line) => judged(await run(who, line));
  const closer = stack.move();
  return {
    sandbox,
    limits,
    run,
    attempt,
    probe: (who, ...words) => attempt(who, ["/tmp/probe", ...words.map(quote)].join(" ")),
    describe: () => access.describe(runId),
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

export function quote(word: string | number): string {
  return `'${String(word).replaceAll("'", `'\\''`)}'`;
}

function judged({ exitStatus, output }: Ran): AttackResult {
  const how = output.trim().split("\n").at(-1)?.slice(0, 200) ?? "";
  if (exitStatus === 0) return worked(how);
  if (exitStatus === 1) return refused(how);
  const killed = exitStatus === null || exitStatus === KILLED;
  return noAnswer(`it ended with ${exitStatus ?? "a signal"}: ${how}`, killed);
}

async function compile(sandbox: Sandbox): Promise<Uint8Array> {
  for (const name of await readdir(PROBE))
    await sandbox.write(`probe.of/${name}`, await readFile(join(PROBE, name)));
  await done(sandbox, "gcc -o probe.of/probe probe.of/*.c");
  const program = await sandbox.read("probe.of/probe", { maxBytes: 1024 ** 2 });
  await done(sandbox, "rm -r probe.of");
  return program;
}

/** Outside the repository, so that it is no part of any patch. */
async function install(sandbox: Sandbox, program: Uint8Array): Promise<void> {
  await sandbox.write("probe.of", program);
  await done(sandbox, "install -m 755 probe.of /tmp/probe && rm probe.of && chmod a+rwx /repo");
}

async function done(sandbox: Sandbox, line: string): Promise<void> {
  const result = await sandbox.run({ line, timeoutMs: 30_000, outputBytes: OUTPUT_BYTES });
  if (result.exitStatus !== 0) throw new SandboxError({ kind: "probe-not-placed", said: result.output });
}
