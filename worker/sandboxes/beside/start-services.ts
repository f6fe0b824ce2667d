// Starts the services of a sandbox beside it, and waits until each is ready.
import { join } from "node:path";
import type { Clock } from "../../../src/clock.ts";
import { SandboxError } from "../../../src/domain/errors.ts";
import type { Service, Services } from "../../../src/domain/rules-services.ts";
import type { Beside, Engine, Machine, Mount, Owner } from "../engine.ts";
import { findImage } from "../images.ts";
import type { Limits } from "../sandbox.ts";

/** Of each service. What it keeps is on the disk of its sandbox. */
const LIMITS: Limits = { memoryBytes: 1024 ** 3, pids: 256, cpuShares: 512, diskBytes: 0 };
const LOOK_MS = 150;
const ASK_TIMEOUT_MS = 10_000;
const SAID_LINES = 5;

/** What official images want that run as nobody in particular. */
const KNOWN: Record<string, { user: string; env: Record<string, string> }> = {
  postgres: { user: "postgres", env: { PGDATA: "/tmp/pgdata" } },
  mysql: { user: "mysql", env: {} },
  mariadb: { user: "mysql", env: {} },
  redis: { user: "redis", env: {} },
  valkey: { user: "valkey", env: {} },
  mongo: { user: "mongodb", env: {} },
};

/** As Docker names them, also where another host mirrors them. */
const OFFICIAL = /^(?:(?:[^@]*\/)?library\/)?([a-z]+)[:@]/;

export type BesideMachine = {
  engine: Engine;
  clock: Clock;
  machine: Machine;
  owner: Omit<Owner, "purpose">;
  /** Of this installation, for the services as well. */
  hosts: string;
  /** A folder of the sandbox's own disk; null: there is none that could be removed again. */
  room: string | null;
};

/** All at once; when one fails, none is left. SandboxError: an image is missing, or a service did not get ready. */
export async function startServices(
  place: BesideMachine,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const started = await Promise.allSettled(
    Object.entries(services).map(([name, service]) => startService(place, name, service, stack, signal)),
  );
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return stack.move();
}

async function startService(
  { engine, clock, machine, owner, hosts, room }: BesideMachine,
  name: string,
  service: Service,
  stack: AsyncDisposableStack,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { reference } = await findImage(engine, service.image);
  const known = KNOWN[OFFICIAL.exec(service.image)?.[1] ?? ""];
  const mounts: Mount[] = [{ kind: "bind", source: hosts, target: "/etc/hosts", readOnly: true }];
  const beside = await engine.startBeside(machine, {
    image: reference,
    owner: { ...owner, purpose: "service" },
    environment: { ...known?.env, ...service.env },
    command: service.command ?? null,
    user: service.user ?? known?.user ?? null,
    writable: service.writable,
    room: room === null ? null : join(room, name),
    mounts,
    limits: LIMITS,
  });
  stack.use(beside);
  await readiness({ beside, clock }, name, service, signal);
}

type Probing = { beside: Beside; clock: Clock };

async function readiness(
  asked: Probing,
  name: string,
  service: Service,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { beside, clock } = asked;
  const until = clock.now() + service.seconds * 1000;
  for (;;) {
    signal?.throwIfAborted();
    if (beside.hasEnded()) throw notReady(beside, name, service, "ended");
    if (await isReady(asked, service)) return;
    if (clock.now() > until) throw notReady(beside, name, service, "time-up");
    await clock.sleep(LOOK_MS, signal);
  }
}

/** Asked inside of the service, so that nothing of the sandbox can answer for it but what shares its port. */
async function isReady(asked: Probing, { port, ready }: Service): Promise<boolean> {
  if (ready === undefined) return listens(await printed(asked, "cat /proc/net/tcp /proc/net/tcp6"), port);
  return /^ready 0$/m.test(await printed(asked, `(${ready}) >/dev/null 2>&1 </dev/null; echo "ready $?"`));
}

/** In tables of the kernel, where `0A` is a socket that listens. */
export function listens(tables: string, port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return new RegExp(`^\\s*\\d+: [0-9A-F]+:${hex} [0-9A-F]+:0000 0A `, "m").test(tables);
}

/** Nothing where the container has ended, or does not answer in time. */
async function printed({ beside, clock }: Probing, line: string): Promise<string> {
  const ended = Promise.withResolvers<void>();
  const parts: Buffer[] = [];
  const events = { onOutput: (bytes: Buffer) => parts.push(bytes), onEnd: () => ended.resolve() };
  const [program] = await Promise.allSettled([
    beside.exec({ words: ["/bin/sh", "-c", line], uid: null }, events),
  ]);
  if (program.status === "rejected") return "";
  const late = new AbortController();
  await Promise.race([ended.promise, clock.sleep(ASK_TIMEOUT_MS, late.signal)]);
  late.abort();
  program.value.close();
  return Buffer.concat(parts).toString();
}

function notReady(
  beside: Beside,
  name: string,
  service: Service,
  because: "ended" | "time-up",
): SandboxError {
  const lines = beside
    .said()
    .split("\n")
    .filter((line) => line.trim() !== "");
  const said = lines.slice(-SAID_LINES).join("\n");
  const { image, seconds } = service;
  return new SandboxError({ kind: "service-not-ready", service: name, image, because, seconds, said });
}
